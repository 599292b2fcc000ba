// A site's first facts, behind its loader: who opens the panel before the frame's page is there reads where the shop is, and
// can search, at once. The edge joins bell.js, the facts and this to one script (edge/src/routes/loader.rs); the loader that
// stands alone has none of it.
//
// `deskbellFacts` is null where there is no such site. Else `lang` is its language, `style` the site's colours as CSS, and
// `card` the card itself: elements as [tag, properties, ...children], since a storefront's Trusted Types take no markup.

// The loader's own rules for its launcher and panel mean every button, link and block in its shadow.
const STYLE =
  'section{position:absolute;inset:0;overflow:auto;box-sizing:border-box;padding:12px 16px;background:Canvas;color:CanvasText;font:16px/1.5 system-ui}' +
  'section *{box-sizing:border-box}section :before{content:none!important}section :is(a,button,input){all:revert;font:inherit}' +
  'section a{color:LinkText;overflow-wrap:anywhere}section :is(button,input){min-height:44px;border:1px solid #767676;border-radius:10px;padding:8px 12px}' +
  'section button{background:none;color:inherit;cursor:pointer}section button[type=submit]{background:var(--deskbell-accent,#0b5d4e);color:var(--deskbell-on-accent,#fff)}' +
  'header{display:flex;justify-content:space-between;align-items:center;margin-bottom:8px}header button{border:0!important;font-size:24px!important;min-width:44px}' +
  'h2{font-size:22px;line-height:1.3;margin:0;outline:0}address,form,ul{margin:0 0 16px;padding:0;font-style:normal;list-style:none}address>*{display:block}' +
  'nav,form{display:flex;flex-wrap:wrap;gap:8px}nav{margin-bottom:16px}nav button{flex:1 1 96px;font-weight:600!important;font-size:14px!important}' +
  'label{width:100%}section input{flex:1 1 144px;min-width:0}section :focus-visible{outline:2px solid;outline-offset:2px}h2:focus-visible{outline:0!important}';

const facts = deskbellFacts;
// What the loader has made just now.
const { shadowRoot: shadow } = document.documentElement.lastElementChild;
const panel = shadow?.querySelector('[role=dialog]');
// The card while it is there, its heading, whether it has said what the frame is to show, and a frame that is put in place
// once the card has been painted.
let card, heading, left, later;

const build = ([tag, properties, ...children]) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.map((child) => (child.map ? build(child) : child)));
  return element;
};

const draw = (theme) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  card = build(facts.card);
  card.style.colorScheme = /^(light|dark)$/.test(theme) ? theme : 'light dark';
  heading = card.querySelector('h2');
  // The card stays until the frame shows what was wished for: no panel becomes empty.
  const leave = (...wish) => {
    left = card.ariaBusy = true;
    deskbell(...wish);
  };
  card.onsubmit = () => {
    const words = card.querySelector('input').value.trim();
    if (words) leave('search', words);
    return false;
  };
  card.onclick = ({ target }) => {
    if (target.name == 'close') deskbell('close');
    else if (target.name && !target.form) leave('open', target.name);
  };
  panel.append(card);
};

// Somebody reads on, types, or is about to press something.
const used = () => {
  const focused = card.contains(shadow.activeElement);
  return card.querySelector('input')?.value || card.scrollTop || (focused && shadow.activeElement != heading);
};

// In front of the frame: what the loader does once the frame has answered waits for the card.
const stand = (frame) => {
  const { post } = frame;
  const end = () => {
    card.remove();
    delete panel.focus;
    delete frame.focus;
    frame.post = post;
    frame.tabIndex = 0;
    frame.ariaHidden = card = null;
    // A press that was meant for the card does nothing.
    frame.style.pointerEvents = 'none';
    setTimeout(() => (frame.style.pointerEvents = ''), 350);
  };
  // Who tabs or listens meets the card alone.
  frame.tabIndex = -1;
  frame.ariaHidden = true;
  frame.focus = (options) => {
    if (left || !used()) {
      end();
      frame.focus(options);
    } else if (!card.contains(shadow.activeElement)) heading.focus(options);
  };
  frame.post = (type, wish) => {
    if (type == 'open' && !wish) return;
    if (type == 'open') end();
    post(type, wish);
  };
};

// Not where there is no such site, nor where the loader was there already.
if (facts && panel && !Object.hasOwn(panel, 'focus')) {
  shadow.host.style = facts.style;
  // The loader gives it the focus as long as the frame has not answered.
  panel.focus = (options) => {
    const frame = later || panel.querySelector('iframe');
    const { pathname, searchParams } = new URL(frame.src);
    const meant = /^\/(contact)?$/.test(pathname) && !searchParams.has('q') && (searchParams.get('lang') || facts.lang) == facts.lang;
    if (!card && meant) {
      draw(searchParams.get('theme'));
      stand(frame);
    }
    HTMLElement.prototype.focus.call(heading || panel, options);
  };
  // A frame takes the browser longer to make than the card, so who presses sees that first.
  const launcher = shadow.querySelector('button');
  const { onfocus: load, onclick: toggle } = launcher;
  if (load) launcher.onfocus = launcher.onpointerenter = () => setTimeout(load);
  launcher.onclick = () => {
    panel.replaceChildren = (frame) => {
      later = frame;
      // What the page says meanwhile, the frame hears when it has loaded.
      Object.defineProperty(frame, 'contentWindow', { value: { postMessage() {} }, configurable: true });
      const put = () => {
        later = null;
        delete frame.contentWindow;
        panel.prepend(frame);
      };
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(put)));
    };
    toggle();
    delete panel.replaceChildren;
  };
  // Where no frame comes, the card is still worth reading.
  addEventListener('deskbell:error', () => {
    if (card && panel.isConnected && !panel.querySelector('iframe')) panel.inert = false;
  });
  if (!panel.inert) panel.focus({ preventScroll: true });
}
