// Deskbell's loader: puts the help site's pages into a storefront, and stays out of its way.
//
// Every page of the storefront carries it, so it is small before it is anything else: 2 KB brotli at most. What the
// frame can do is done there: frame.js judges the options, and what it sends needs no second check beyond its
// origin, which is this script's own. Where the order of names is free it is the one that compresses best. No
// innerHTML, no <style>, no style attribute in markup: a storefront's CSP and Trusted Types would refuse them.
//
// To the frame:   hello { options, context }, open { path?, order? }, close
// From the frame: ready (detail: the site's colours as CSS), size (detail: a CSS height), close, and what the
//                 storefront is told by an event: search, order, question and error with their detail, and `told`

if (window.deskbell?.embed) console.warn('deskbell: loaded twice');
else {
  const { src, dataset } = document.currentScript;
  const help = new URL(src).origin;
  const options = { ...dataset };
  // What the page sets later, over the options.
  const context = Object.create(options);
  const root = document.documentElement;
  // Listeners take it as their options, for its `signal`.
  const life = new AbortController();
  // The panel's frame, what had the focus before it opened, and what it is to show next.
  let frame, before, wish;

  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const focus = (element) => element.focus({ preventScroll: 1 });
  const on = (event, listener, once) => addEventListener('deskbell:' + event, listener, { once, signal: life.signal });
  const tell = (event, detail = {}) => dispatchEvent(new CustomEvent('deskbell:' + event, { detail }));

  // A page of the help site. What a <desk-bell> element says comes before what the script says.
  const address = (element, embed) => {
    const get = (name) => element?.getAttribute(name) || context[name] || '';
    const url = new URL(get('panel'), help);
    for (const name of ['site', 'lang', 'theme']) if (get(name)) url.searchParams.set(name, get(name));
    if (embed) url.searchParams.set('embed', embed);
    return url;
  };
  const label = () => options.label || {
    de: 'Hilfe', fr: 'Aide', ar: 'مساعدة', es: 'Ayuda', zh: '帮助', pt: 'Ajuda', ja: 'ヘルプ',
  }[(context.lang || root.lang || navigator.language).slice(0, 2)] || 'Help';

  const host = make('div');
  const shadow = host.attachShadow({ mode: 'open' });
  const panel = make('div', { inert: true, tabIndex: -1, role: 'dialog' });
  let launcher = make('button', { inert: options.launcher == 'none', ariaExpanded: false });
  // Important rules of a shadow win over the page's important rules, so no reset reaches in.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ':host{all:initial!important}' +
    `a,button,div{position:fixed;z-index:2147483647;bottom:16px;inset-inline-${options.position == 'start' ? 'start' : 'end'}:16px;` +
    'border:1px solid #0000;border-radius:24px;box-shadow:0 4px 16px #0004}' +
    'a,button{padding:12px 20px;display:flex;align-items:center;gap:8px;background:var(--deskbell-accent,#0b5d4e);' +
    'color:var(--deskbell-on-accent,#fff);font:600 16px system-ui}' +
    ':is(a,button):before{content:"•"/"";text-align:center;height:8px;line-height:0;border-radius:16px 16px 0 0;width:16px;border:2px solid}' +
    // The frame that waits is drawn, and seen by nobody: the press shows it at once. `inert` keeps out who tabs, points
    // or listens.
    'iframe{visibility:visible}[inert]{visibility:hidden;opacity:0}' +
    'div{height:min(640px,100% - 96px);overflow:hidden;width:400px;bottom:80px;background:Canvas}' +
    // Until the frame answers, the launcher lies above a full-screen panel, as the way out.
    'div:focus{z-index:2147483646}' +
    '@media(max-width:480px),(max-height:480px){div{height:var(--h,100%);inset:var(--t,0) 0 auto;border:0;border-radius:0;width:100%}}',
  );
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(launcher, panel);

  // Full screen is what the on-screen keyboard leaves, once one has come; a shopper who has zoomed in moves over it.
  const fit = () => {
    if (visualViewport.scale == 1) panel.style = `--h:${visualViewport.height}px;--t:${visualViewport.offsetTop}px`;
    // Behind a full-screen panel there is nothing to tab or listen to.
    document.body.inert = !(panel.inert || panel.offsetLeft);
  };
  const name = () => panel.ariaLabel = launcher.textContent = label();

  // Outside <body>, which single-page applications replace; if one replaces everything, back again.
  const watch = new MutationObserver(() => {
    if (!host.isConnected) root.append(host);
    panel.inert || fit();
  });
  watch.observe(root, { childList: true });
  root.append(host);
  name();

  // A page of ours, in the panel or in a <desk-bell> element.
  const embed = (element) => {
    const place = element ? element.shadowRoot || element.attachShadow({ mode: 'open' }) : panel;
    const frame = make('iframe', {
      src: address(element, element ? 'inline' : 'panel'), title: label(), loading: 'lazy', style: 'border:0;display:block;width:100%;height:100%',
    });
    frame.post = (type, more) => frame.contentWindow?.postMessage({ deskbell: 1, type, ...more }, help);
    const hello = () => frame.post('hello', { options, context });
    const wait = () => {
      clearTimeout(frame.wait);
      // In ms: longer than the slowest mobile load that a shopper waits for.
      frame.wait = setTimeout(() => {
        if (!frame.isConnected) return;
        const link = make('a', { target: '_blank', textContent: label(), href: address(element) });
        if (element) frame.replaceWith(link);
        else {
          turn(false);
          frame.remove();
          launcher.after(link);
          link.inert = launcher.inert;
          if (shadow.activeElement) focus(link);
          launcher.remove();
          launcher = link;
        }
        console.warn('deskbell: timeout');
        tell('error');
      }, options.timeout || 8000);
    };
    addEventListener('message', (event) => {
      const { told, deskbell, type, detail } = event.data ?? 0;
      // A shop's page gets messages from everywhere, and our own from the browser's extensions.
      if (!deskbell || event.origin != help || event.source != frame.contentWindow) return;
      if (type == 'ready') {
        frame.wait = clearTimeout(frame.wait);
        host.style = detail;
        if (!element && !panel.inert) enter();
      }
      else if (type == 'size') frame.style.height = detail;
      else if (type == 'close') turn(false);
      else if (told) tell(type, detail);
    }, life);
    on('set', hello);
    on('destroy', () => place.replaceChildren());
    // Every page that a link or a form brings into the frame is greeted anew.
    frame.onload = () => wait(hello());
    if (!element) wait();
    place.replaceChildren(frame);
    return frame;
  };

  const load = () => frame = frame || embed();
  const enter = () => {
    // The empty frame would swallow Escape.
    if (frame.wait) focus(panel);
    else {
      focus(frame);
      frame.post('open', wish);
      wish = 0;
    }
  };
  const turn = (on) => {
    if (panel.inert != on) return;
    panel.inert = !on;
    if (on) {
      before = document.activeElement;
      // A large page takes a while to become inert.
      setTimeout(fit, 480);
    } else {
      frame.wait || frame.post('close');
      fit();
      if (shadow.activeElement) focus(before);
      if (shadow.activeElement) focus(launcher);
    }
    launcher.ariaExpanded = on;
    tell(on ? 'open' : 'close');
  };
  const open = (path, order) => {
    if (path) {
      context.panel = path;
      wish = { order, path };
    }
    if (launcher.href) {
      launcher.href = address();
      return launcher.click();
    }
    load();
    turn(true);
    enter();
  };
  const set = (key, value) => {
    context[key] = value;
    name();
    tell('set');
  };

  // An `on…` handler that returns false would cancel the key.
  host.onkeydown = (event) => event.key != 'Escape' || turn(false);
  for (const type of ['resize', 'scroll']) visualViewport.addEventListener(type, fit, life);
  if (options.preload != 'none') {
    launcher.onpointerenter = launcher.onfocus = load;
    if (options.preload != 'hover' && !navigator.connection?.saveData) {
      const idle = () => (window.requestIdleCallback || setTimeout)(load);
      if (document.readyState == 'complete') idle();
      else addEventListener('load', idle, life);
    }
  }

  const verbs = {
    order: (order) => open('orders', order),
    hide: () => launcher.inert = true,
    show: () => launcher.inert = false,
    close: () => turn(false),
    logout: () => set('token'),
    destroy: () => {
      turn(false);
      tell('destroy');
      life.abort();
      watch.disconnect();
      host.remove();
      delete window.deskbell;
    },
    off: (event, listener) => removeEventListener('deskbell:' + event, listener),
    once: (event, listener) => on(event, listener, true),
    identify: (identity) => set('token', identity.token),
    search: (text) => open('?q=' + encodeURIComponent(text)),
    toggle: () => panel.inert ? open() : turn(false),
    open, set, on,
  };
  launcher.onclick = verbs.toggle;
  const q = window.deskbell?.q || [];
  window.deskbell = (verb, ...args) =>
    Object.keys(verbs).includes(verb) ? verbs[verb](...args) : console.warn('deskbell: use ' + Object.keys(verbs));
  deskbell.embed = embed;
  for (const args of q) deskbell(...args);

  // A definition cannot be taken back, so it holds nothing of ours: after `destroy` it does nothing, and the
  // next load uses it again.
  if (customElements.get('desk-bell')) document.querySelectorAll('desk-bell').forEach(embed);
  else customElements.define('desk-bell', class extends HTMLElement {
    connectedCallback() { window.deskbell?.embed?.(this); }
  });
  tell('ready');
}
