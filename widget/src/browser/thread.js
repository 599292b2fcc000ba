// What is written into the forms of questions and answers: kept in the tab's own storage until it is sent, and put there.

const KEPT = ':is(form[data-live=ask],form[data-live=answer]) :is(input:not([type=hidden]),textarea)';
const EDITED = 'form[data-live^=edit] textarea';

const answer = () => document.querySelector('form[data-live=answer] textarea');

/** Does something to each field that is kept, with the key of its draft. In a frame there may be no storage for us: then it throws. */
const each = (act, fields = document.querySelectorAll(KEPT)) => {
  for (const field of fields)
    try {
      act(field, field.form.getAttribute('action') + ' ' + field.name, /^(checkbox|radio)$/.test(field.type));
    } catch {}
};

/** Something was typed. Told is where: 0 in none of these, 2 in the title of a question. */
export const keep = (event) => {
  const field = event.target.closest(KEPT);
  if (!field) return +!!event.target.closest(EDITED);
  each((_, key, tick) => sessionStorage.setItem(key, tick && !field.checked ? '' : field.value), [field]);
  return field.name === 'title' ? 2 : 1;
};

/** What was typed before the page was loaded anew, into fields that are empty. */
export const restore = () =>
  each((field, key, tick) => {
    const kept = sessionStorage.getItem(key);
    if (kept === null) return;
    if (tick) field.checked = kept === field.value;
    else field.value ||= kept;
  });

/**
 * A form was taken: what was opened to edit or to report is closed. What is `written` needs no draft any more, and no place in its
 * field. The name does: who answers twice is the same.
 */
export const taken = (written) => {
  document.querySelector('details[open]:has(form)')?.removeAttribute('open');
  if (!written) return;
  each((field, key) => {
    if (/^(title|text)$/.test(field.name)) field.value = '';
    sessionStorage.removeItem(key);
  });
};

/** Whether an answer is being written. */
export const answering = () => !!answer()?.value;

/** Puts a text, as a quotation, behind what is in the answer already. */
export const quote = (text) => {
  const field = answer();
  if (!field) return;
  field.value += (field.value && '\n\n') + text.replace(/^/gm, '> ') + '\n\n';
  field.focus();
};
