// The bridge inside our own pages: it talks to the loader where the page is embedded, and loads the app when
// somebody is about to use the page. Until then, and if the app cannot be had, the page works as plain HTML.

const page = document.documentElement;
const { app, wasm } = document.querySelector('script[data-app]').dataset;
const { embed, origins, accent, onAccent, problem } = page.dataset;
// A page that was opened by itself is not embedded, whatever its URL says.
const embedded = parent !== window && embed;
const warn = (text) => console.warn('deskbell: ' + text);

// What the app has to hear once it is there.
let missed = [];
const tell = (type, detail) => {
  if (missed) missed.push([type, detail]);
  // No app took the order: the plain page asks for it. Its number never stands in an address, so only a field that is
  // there already can be filled in.
  else if (dispatchEvent(new CustomEvent('deskbell:' + type, { detail, cancelable: true })) && type == 'order') {
    const field = document.querySelector('[name=number]');
    if (field) field.value = detail?.number || '';
    else go('orders');
  }
};
let loading;
const start = async () => {
  // A page that tells of a problem names no app.
  if (!app) return;
  // Beside each other, which saves a whole round trip.
  const [module, module_or_path] = await Promise.all([import(app), fetch(wasm)]);
  await module.default({ module_or_path });
};
const load = () => {
  // A task later: by then the app's first effects have run, and it listens. If it could not be had, nobody does.
  loading ||= start().catch(warn).then(() => setTimeout(() => {
    const events = missed;
    missed = null;
    for (const event of events) tell(...event);
  }));
};
const loadOn = (...types) => {
  for (const type of types) page.addEventListener(type, load, { passive: true });
  // Somebody was quicker than this script.
  if (document.activeElement != document.body) load();
};

// To another page of the help site, keeping what this one was opened with.
const go = (path) => {
  let to;
  try {
    to = new URL(path == 'home' ? '/' : path, location.origin);
  } catch {}
  if (to?.origin != location.origin) return warn(`"${path}" is no panel, use home, choose, orders, ask or contact`);
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (/^(site|lang|theme|embed)$/.test(name)) to.searchParams.set(name, value);
  }
  if (to.href == location) return;
  if (dispatchEvent(new CustomEvent('deskbell:go', { detail: to.pathname + to.search, cancelable: true }))) location.assign(to);
};

if (embedded) {
  // Judged here, because every byte of the loader is paid by each page of the shop. An empty list takes anything;
  // what goes into the URL is judged by the edge.
  const options = {
    site: [], lang: [], theme: [], panel: [], label: [], timeout: [],
    position: ['end', 'start'],
    launcher: ['none'],
    preload: ['idle', 'hover', 'none'],
  };
  const judge = (given) => {
    for (const name in given) {
      const values = options[name];
      // A name with a dash (a capital, here) is another tool's.
      if (values ? values[0] && !values.includes(given[name]) : /^[a-z]+$/.test(name)) {
        warn(`data-${name}="${given[name]}", use ${values || Object.keys(options)}`);
      }
    }
  };

  let shop, greeted, calm, calming;
  // Chromium tells the loader of a load also where the shopper has gone back within this page; it hears of it a while
  // later, through another process.
  const stir = () => {
    calm = clearTimeout(calming);
    calming = setTimeout(() => calm = true, 2000);
  };
  addEventListener('load', stir);
  addEventListener('popstate', stir);

  // What the panel pushes are steps of the whole tab. Who closes it goes back by them, and it keeps what it shows: otherwise
  // the shop's back button would first move what nobody sees. Steps of the shop's own are not to be undone: none lies
  // among ours where the tab's history is as long as after our last; nor can one have taken the place of ours that were
  // gone back by, unless the focus has left here, for longer than to close.
  const { navigation } = window;
  let first, length, left, shown;
  navigation?.addEventListener('currententrychange', ({ navigationType, from }) => {
    if (navigationType != 'push') return;
    if (history.length != length + 1) first = from.index;
    length = history.length;
    left = 0;
  });
  addEventListener('blur', () => {
    if (navigation?.canGoForward) left ||= Date.now();
  });
  addEventListener('popstate', (event) => {
    if (!shown) return;
    event.stopImmediatePropagation();
    history.replaceState(...shown);
    shown = null;
  });
  const post = (type, more) => shop && parent.postMessage({ deskbell: 1, type, ...more }, shop);

  // What the shop's page has set, as JSON by name, so that only news is told.
  const known = {};
  const learn = (context) => {
    for (const name in context) {
      const value = context[name];
      const news = JSON.stringify(value);
      if (news == known[name]) continue;
      known[name] = news;
      if (name == 'token') tell(value ? 'identify' : 'logout', value && { token: value });
      else if (name == 'lang' || name == 'theme') {
        const to = new URL(location);
        to.searchParams.set(name, value);
        // Not a step in the shop's history, whose back button would lead to the old language.
        if (to.href != location) location.replace(to);
      } else if (name != 'panel') tell('set', { name, value });
    }
  };

  const hear = {
    hello({ options, context }) {
      learn(context);
      // The loader asks anew at every load and gives the page up where nobody answers: also where the shop had it ask
      // before, by `identify` or `set`. At other times an answer would only move the focus.
      if (greeted && calm) return;
      if (!greeted) {
        judge(options);
        if (problem) warn(problem);
      }
      post('ready', { detail: accent ? `--deskbell-accent:${accent};--deskbell-on-accent:${onAccent}` : '' });
      if (!greeted && embed == 'inline') {
        new ResizeObserver(() => post('size', { detail: Math.ceil(page.getBoundingClientRect().height) + 'px' })).observe(page);
      }
      greeted = true;
    },
    open({ path, order }) {
      (document.querySelector('[data-focus]') || document.body).focus({ preventScroll: true });
      // After the next picture: until then the panel has to be seen, and on a slow phone a request takes its time.
      requestAnimationFrame(() => setTimeout(load));
      if (order) tell('order', order);
      else if (path) go(path);
    },
    close() {
      const steps = navigation?.currentEntry.index - first;
      if (!(steps > 0) || history.length != length || (left && Date.now() - left > 1000)) return;
      shown = [history.state, '', location.href];
      history.go(-steps);
    },
  };
  addEventListener('message', ({ source, origin, data }) => {
    if (source != parent || !data?.deskbell) return;
    // "*" is only on pages that show nothing of a site.
    if (!shop && data.type == 'hello' && (origins == '*' || origins.split(' ').includes(origin))) shop = origin;
    if (origin == shop && typeof data.type == 'string' && Object.hasOwn(hear, data.type)) hear[data.type](data);
  });

  // What the app tells the shop: an event of the storefront.
  addEventListener('deskbell:tell', ({ detail: { name, detail } }) => {
    if (/^(search|order|question|error)$/.test(name)) post(name, { detail, told: true });
  });

  if (embed == 'inline') loadOn('pointerenter', 'focusin', 'touchstart');
  else {
    addEventListener('keydown', (event) => {
      // An Escape that ends an input method's composition is not ours.
      if (event.key != 'Escape' || event.defaultPrevented || event.isComposing) return;
      // The browser would empty the search field.
      event.preventDefault();
      post('close');
    });
    addEventListener('click', ({ target }) => target.closest('[data-close]') && post('close'));
  }
} else if (navigator.connection?.saveData) loadOn('pointerdown', 'keydown', 'focusin');
else {
  const idle = () => (window.requestIdleCallback || setTimeout)(load);
  if (document.readyState == 'complete') idle();
  else addEventListener('load', idle);
}
