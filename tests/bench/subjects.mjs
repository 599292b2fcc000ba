// What is measured: the same shop page with each one's snippet, as its own documentation gives it.
//
// What a peer would ask its maker's servers is answered here, at once and from the storefront's own origin, which
// spares the peers the preflights and connections they would really have. Paths in `launcher`, `panel` and `field`
// go through shadow roots at each " > ".

import { existsSync, readFileSync } from 'node:fs';
import { join, normalize, extname } from 'node:path';

const HERE = import.meta.dirname;

/** Of the demo site; the plain launcher shows the same. */
export const STREET = 'Naumannstraße 182';

export const subjects = (help) => ({
  'empty page': { snippet: '' },
  // What the browser itself takes to make an invisible frame with another site's page, once the storefront is idle.
  'frame alone': {
    snippet:
      '<script>addEventListener("load",()=>requestIdleCallback(()=>{const frame=document.createElement("iframe");frame.style=' +
      `"position:fixed;opacity:0;pointer-events:none";frame.src="${help}/?site=lindenhof&embed=panel";document.body.append(frame)}))</script>`,
  },
  'plain launcher': {
    snippet: '<script async src="/bench/plain.js"></script>',
    launcher: 'body>button:last-of-type',
    panel: '[role=dialog]',
    address: '[role=dialog] address',
    field: '[role=dialog] input',
  },
  deskbell: {
    snippet: `<script async src="${help}/loader.js?site=lindenhof"></script>`,
    launcher: 'html>div > button',
    panel: 'html>div > div[role=dialog]',
    // Until the frame is there
    first: { address: 'html>div > address', field: 'html>div > #q' },
    // In the frame
    inside: { address: 'address', field: '#q', link: 'nav a:not([aria-current])' },
  },
  '@cloudflare/ai-search-snippet': {
    snippet:
      '<script type="module" src="/npm/@cloudflare/ai-search-snippet/dist/search-snippet.chat.es.js"></script>' +
      '<chat-bubble-snippet api-url="/stub/cloudflare/"></chat-bubble-snippet>',
    launcher: 'chat-bubble-snippet > .bubble-button',
    field: 'chat-bubble-snippet > .chat-input',
  },
  '@docsearch/js': {
    snippet:
      '<link rel="stylesheet" href="/npm/@docsearch/css/dist/style.css">' +
      '<div id="ds" style="position:fixed;right:16px;bottom:16px"></div><script src="/npm/@docsearch/js/dist/umd/docsearch.js"></script>' +
      "<script>docsearch({container:'#ds',appId:'X',indices:['i'],apiKey:'k'});</script>",
    launcher: '#ds .DocSearch-Button',
    field: '.DocSearch-Modal .DocSearch-Input',
  },
  // It has no launcher: its field is in the page, and counts as one.
  'deep-chat': {
    snippet:
      '<script type="module" src="/npm/deep-chat/dist/deepChat.bundle.js"></script><deep-chat style="position:fixed;right:16px;' +
      'bottom:16px;width:320px;height:420px" connect=\'{"url":"/stub/deep-chat"}\'></deep-chat>',
    launcher: 'deep-chat > #text-input',
    field: 'deep-chat > #text-input',
  },
  '@typebot.io/js': {
    snippet:
      "<script type=\"module\">import Typebot from '/npm/@typebot.io/js/dist/web.js';" +
      "Typebot.initBubble({typebot:'x',apiHost:location.origin+'/stub/typebot'});</script>",
    launcher: 'typebot-bubble > button',
    field: 'typebot-bubble > .typebot-input-form input',
  },
});

/** About 30 KB of shop: a grid of 48 cards with pictures and buttons, its style and a script of its own. */
function page(snippet) {
  const card = (_, i) =>
    `<article class="card"><svg width="120" height="90"><rect width="120" height="90" fill="hsl(${i * 7} 50% 70%)"/>` +
    `<circle cx="60" cy="45" r="${20 + (i % 20)}" fill="hsl(${i * 11} 60% 45%)"/></svg><h3>Merino jumper no. ${i}</h3>` +
    `<p>Soft wool, made in small batches. Free returns within 30 days. Ships in ${1 + (i % 4)} days.</p>` +
    `<button class="add">Add to basket — £${20 + i}</button></article>`;
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">' +
    '<title>Shop</title><link rel="icon" href="data:,"><style>body{font:16px/1.4 system-ui;margin:0;padding:16px}main{display:grid;' +
    'grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:16px}.card{border:1px solid #ddd;border-radius:8px;padding:12px}' +
    '.add{padding:8px}</style></head><body><header><h1>The Wool Shop</h1><nav><a href="#">New</a> <a href="#">Sale</a> ' +
    `<a href="#">Help</a></nav></header><main>${Array.from({ length: 48 }, card).join('\n')}</main><script>` +
    "document.querySelectorAll('.add').forEach(b=>b.addEventListener('click',()=>{b.textContent='Added'}));</script>" +
    `${snippet}</body></html>`
  );
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** The address of a subject's page at the storefront. */
export const address = (name) => '/shop/' + encodeURIComponent(name);

/** Answers for the storefront's origin. */
export function shop(all) {
  return (url) => {
    const path = decodeURIComponent(url.split('?')[0]);
    if (path.startsWith('/shop/')) {
      const subject = all[path.slice(6)];
      return subject && { type: 'text/html; charset=utf-8', body: Buffer.from(page(subject.snippet)) };
    }
    if (path.startsWith('/stub/')) return { type: 'application/json', body: Buffer.from(JSON.stringify(stub(path))) };
    const file = path.startsWith('/npm/') ? normalize(join('node_modules', path.slice(5))) : path === '/bench/plain.js' && 'plain.js';
    if (!file || !existsSync(join(HERE, file))) return;
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', body: readFileSync(join(HERE, file)), file };
  };
}

function stub(path) {
  if (!path.startsWith('/stub/typebot/')) return { success: true, result: { search_query: '', chunks: [], data: [] }, text: 'Yes.' };
  const text = { richText: [{ type: 'p', children: [{ text: 'Hello' }] }], type: 'richText' };
  return {
    sessionId: 's1',
    typebot: { id: 't', version: '6', theme: {}, settings: { general: {}, typingEmulation: { enabled: false } } },
    messages: [{ id: 'm1', type: 'text', content: text }],
    input: { id: 'in1', type: 'text input', options: { labels: { placeholder: 'Ask', button: 'Send' } } },
  };
}
