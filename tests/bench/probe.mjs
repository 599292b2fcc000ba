// What watches inside the pages. `probe` is not called here but sent as text into every document of a visit.
//
// A thing counts as there when the frame that draws it has been made: it was found in an animation frame, and the
// task after that frame has come. Times are milliseconds since 1970, so that two processes' can be compared.

/** The probe as a script for every document; `parts` are a subject's. */
export const script = (parts) => `(${probe})(${JSON.stringify(parts)})`;

function probe({ atOnce, launcher, panel, address, field, first, inside, street }) {
  const now = () => performance.timeOrigin + performance.now();
  const bench = (window.bench = { start: performance.timeOrigin, tasks: [], shift: 0, times: {} });
  const { times } = bench;

  const find = (path, from = document) => {
    let found = from;
    for (const step of path.split(' > ')) {
      found = (found?.shadowRoot ?? found)?.querySelector?.(step);
    }
    return found;
  };
  const visible = (path, text = '') =>
    path.split(', ').map((one) => find(one)).find((element) => {
      if (!element?.textContent?.includes(text) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
      const { width, height, top, bottom } = element.getBoundingClientRect();
      return width && height && bottom > 0 && top < innerHeight;
    });

  const frame = () => new Promise(requestAnimationFrame);
  const drawn = () =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(now());
      port2.postMessage(0);
    });
  /** The time when what `there` looks for has been drawn. */
  const until = async (there) => {
    for (;;) {
      await frame();
      if (there()) return drawn();
    }
  };
  /** The time when a field has been drawn with the focus in it, and takes the letter that is typed next; that one's is noted. */
  const typed = async (path, leave) => {
    const text = (element) => element.value ?? element.textContent;
    for (;;) {
      await frame();
      const element = visible(path);
      if (!element) continue;
      element.focus();
      const ready = await drawn();
      if (!document.execCommand('insertText', false, 'x') || !text(element).includes('x')) continue;
      await frame();
      const letter = await drawn();
      // Still there a frame later.
      if (!text(element).includes('x')) continue;
      // As who has not begun.
      if (leave) {
        element.value = '';
        element.blur();
      }
      times.letter = letter;
      return ready;
    }
  };
  // What ends is a promise that the visit awaits: to ask now and then would take the page's time.
  const note = (name, promise) => promise.then((time) => (times[name] = time));

  if (window !== top) {
    if (!inside || !location.search.includes('embed=panel')) return;
    const { address, field, link } = inside;
    let done;
    bench.answered = new Promise((given) => (done = given));
    const watch = async () => {
      await note('field', typed(field));
      await note('live', until(() => document.documentElement.hasAttribute('data-live')));
      const heading = document.querySelector('h1').textContent;
      visible(link).click();
      // In this very document: after a reload nobody would note it.
      await note('answered', until(() => document.querySelector('h1').textContent !== heading));
      done(times);
    };
    // Once: a frame that lies ready is not read yet, so the visit takes the later of this and of the panel's own time. To
    // look in every picture would keep the waiting frame busy, which nobody's does.
    note('address', until(() => visible(address, street)));
    if (atOnce) return void watch();
    // In the very task that opens the panel the loader gives the frame the focus; its message comes a picture later.
    addEventListener('focus', watch, { once: true });
    return;
  }

  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => bench.tasks.push(duration))).observe({ type: 'longtask' });
  new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (bench.shift += value))).observe({ type: 'layout-shift' });

  let pressed;
  bench.opened = new Promise((given) => (pressed = given));
  /** Presses the launcher, and notes when what it opens is there. */
  bench.press = () => {
    times.click = now();
    const button = visible(launcher);
    // A press brings the focus with it.
    button.focus();
    button.click();
    const parts = [];
    if (panel) parts.push(note('panel', until(() => visible(panel))));
    if (address) parts.push(note('address', until(() => visible(address, street))));
    if (field) parts.push(note('field', typed(field)));
    if (first && atOnce) {
      parts.push(note('address', until(() => visible(first.address, street))));
      parts.push(note('field', typed(first.field, true)));
    }
    pressed(Promise.all(parts).then(() => times));
  };
  if (atOnce) note('launcher', until(() => document.body && visible(launcher))).then(bench.press);
}
