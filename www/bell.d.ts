/**
 * Deskbell's loader, as a storefront sees it.
 *
 * ```html
 * <script async src="https://help.shop.example/bell.js" data-site="acme"></script>
 * ```
 *
 * | attribute       | values                                      | what                                                   |
 * |-----------------|---------------------------------------------|--------------------------------------------------------|
 * | `data-site`     | a site's id                                 | which site; else by the host name, else the default    |
 * | `data-lang`     | a language tag                              | else the page's `<html lang>`, else the browser's, for the launcher; the edge chooses for the panel |
 * | `data-theme`    | `auto`, `light`, `dark`                     | the panel's colours; else the site's                   |
 * | `data-position` | `end` (default), `start`                    | the corner at the bottom; mirrored in right-to-left pages |
 * | `data-panel`    | `home` (default), `contact`, `choose`, `orders`, `ask` | what opens first                            |
 * | `data-launcher` | `none`                                      | no launcher: the page opens the panel by itself        |
 * | `data-label`    | a text                                      | the launcher's text                                    |
 * | `data-preload`  | `idle` (default), `hover`, `none`           | when the panel's page is fetched; `idle` is `hover` under Save-Data |
 * | `data-timeout`  | milliseconds, 8000                          | how long a page may take before the launcher becomes a link |
 *
 * The page may set `--deskbell-accent` and `--deskbell-on-accent` on `:root`: the launcher's colours until the site's
 * own have arrived. It needs a browser with constructable style sheets (Chrome 99, Firefox 101, Safari 16.4).
 *
 * Calls before the loader has arrived wait in a queue:
 *
 * ```js
 * window.deskbell = window.deskbell || function () { (deskbell.q = deskbell.q || []).push(arguments); };
 * ```
 */

export type Panel = 'home' | 'contact' | 'choose' | 'orders' | 'ask';
export type Theme = 'auto' | 'light' | 'dark';

/** Where an order stands. */
export type OrderState =
  | 'awaiting-payment' | 'processing' | 'on-hold' | 'back-ordered' | 'partly-shipped' | 'shipped' | 'ready-for-pickup'
  | 'delivered' | 'cancelled' | 'partly-refunded' | 'refunded' | 'returned' | 'unknown';

/** What can be sent to the frame. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** The events and their `detail`. On `window` their names begin with `deskbell:`. */
export interface DeskbellEvents {
  /** The launcher is there, and queued calls were made. */
  ready: Record<string, never>;
  open: Record<string, never>;
  close: Record<string, never>;
  /** The shopper searched. */
  search: { text: string; found?: number };
  /** The shopper looked an order up. Where it stands, and nothing personal: not even its number. */
  order: { state: OrderState };
  /** The shopper asked a question. */
  question: { id?: string; public?: boolean };
  /** The frame did not answer (an empty detail), or something failed inside it. */
  error: { message?: string };
}

export type DeskbellListener<E extends keyof DeskbellEvents> = (event: CustomEvent<DeskbellEvents[E]>) => void;

export interface Deskbell {
  /** Opens the panel, where it was left or at the panel named. If the frame did not answer: the page in a new tab. */
  (verb: 'open', panel?: Panel): void;
  (verb: 'close'): void;
  (verb: 'toggle'): void;
  /** Shows the launcher. */
  (verb: 'show'): void;
  /** Hides the launcher. */
  (verb: 'hide'): void;
  /** Opens the home page with what was found. */
  (verb: 'search', text: string): void;
  /** Opens the orders panel with an order's number filled in. It travels by message, never in a URL. */
  (verb: 'order', order: { number: string }): void;
  /** Tells who the shopper is, by a token that the shop's server has signed: the orders panel then lists their orders. */
  (verb: 'identify', identity: { token: string }): void;
  /** The shopper is nobody known any more: what the panel showed of theirs goes. */
  (verb: 'logout'): void;
  /** Changes the language or the theme; the panel is loaded again. */
  (verb: 'set', name: 'lang', value: string): void;
  (verb: 'set', name: 'theme', value: Theme): void;
  /** What opens first. */
  (verb: 'set', name: 'panel', value: Panel): void;
  /** Anything else is context for those who answer: a product, the basket. */
  (verb: 'set', name: string, value: Json): void;
  (verb: 'on' | 'once', event: 'ready', listener: DeskbellListener<'ready'>): void;
  (verb: 'on' | 'once', event: 'open', listener: DeskbellListener<'open'>): void;
  (verb: 'on' | 'once', event: 'close', listener: DeskbellListener<'close'>): void;
  (verb: 'on' | 'once', event: 'search', listener: DeskbellListener<'search'>): void;
  (verb: 'on' | 'once', event: 'order', listener: DeskbellListener<'order'>): void;
  (verb: 'on' | 'once', event: 'question', listener: DeskbellListener<'question'>): void;
  (verb: 'on' | 'once', event: 'error', listener: DeskbellListener<'error'>): void;
  /** Takes back what `on` was given. */
  (verb: 'off', event: keyof DeskbellEvents, listener: (event: CustomEvent<never>) => void): void;
  /** Takes everything away: launcher, frames, listeners, `window.deskbell`. A later snippet starts afresh. */
  (verb: 'destroy'): void;
}

/**
 * `<desk-bell panel="contact"></desk-bell>`: a page of the help site at its own height. `site`, `lang` and `theme` are
 * the script's unless given here. It is loaded when it comes near the viewport, and is a plain link if it does not
 * answer.
 */
export interface DeskBellElement extends HTMLElement {}

declare global {
  var deskbell: Deskbell;

  interface WindowEventMap {
    'deskbell:ready': CustomEvent<DeskbellEvents['ready']>;
    'deskbell:open': CustomEvent<DeskbellEvents['open']>;
    'deskbell:close': CustomEvent<DeskbellEvents['close']>;
    'deskbell:search': CustomEvent<DeskbellEvents['search']>;
    'deskbell:order': CustomEvent<DeskbellEvents['order']>;
    'deskbell:question': CustomEvent<DeskbellEvents['question']>;
    'deskbell:error': CustomEvent<DeskbellEvents['error']>;
  }

  interface HTMLElementTagNameMap {
    'desk-bell': DeskBellElement;
  }
}

/*
 * In JSX, for example React's, add once:
 *
 *   declare module 'react' {
 *     namespace JSX {
 *       interface IntrinsicElements {
 *         'desk-bell': React.HTMLAttributes<HTMLElement> & { panel?: Panel; site?: string; theme?: Theme };
 *       }
 *     }
 *   }
 */
