// What runs in the page that is measured: a guide is opened by its link, its questions are answered one after
// the other, and what is timed is what a press on an answer shows at once.

/** An expression that comes to the ms from each answer to the results being others. */
export const answered = (path) => `(${run})(${JSON.stringify(path)})`;

async function run(path) {
  const wait = async (what, ask) => {
    for (const end = performance.now() + 60_000; performance.now() < end; ) {
      const found = ask();
      if (found) return found;
      await new Promise((done) => setTimeout(done, 20));
    }
    throw new Error(`${what} did not come`);
  };
  const pause = () => new Promise((done) => setTimeout(done, 100));
  // When the results are others, wherever the app puts them.
  const anew = () =>
    new Promise((done, failed) => {
      const observer = new MutationObserver((changes) => {
        const inside = ({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest('[data-results]');
        const within = ({ addedNodes }) => [...addedNodes].some((node) => node.matches?.('[data-results], :has([data-results])'));
        if (!changes.some((change) => inside(change) || within(change))) return;
        observer.disconnect();
        done(performance.now());
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      setTimeout(failed, 30_000, new Error('no results came'));
    });
  const link = await wait('the link', () => document.querySelector(`a[href^="${path}"]`));
  link.focus();
  await wait('the app', () => document.documentElement.hasAttribute('data-live'));
  link.click();
  await wait('the guide', () => document.querySelector('form[data-live=guide]') && document.querySelector('[data-results]'));
  const times = [];
  for (let form; (form = document.querySelector('form[data-live=guide]')); ) {
    const answers = [...form.querySelectorAll('input[type=radio], input[type=checkbox]')];
    if (!answers.length) break;
    const started = performance.now();
    const changed = anew();
    answers[times.length % answers.length].click();
    times.push((await changed) - started);
    await pause();
    // On to the next question, which the results say the same for.
    form.requestSubmit();
    await wait('the next question', () => document.querySelector('form[data-live=guide]') !== form);
    await pause();
    if (times.length > 20) break;
  }
  return times;
}
