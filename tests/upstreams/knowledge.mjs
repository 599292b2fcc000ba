// What the shop has answered and what its customers discuss: the same questions for Zendesk and Discourse.

/** Articles: `body` is HTML, as the editors of both write it. */
export const ARTICLES = [
  article(360001, 'en-us', 'How do I return a product?', '<p>You have <strong>30 days</strong>. Pack it well and print the label.</p><ol><li>Open your order.</li><li>Choose &ldquo;Return&rdquo;.</li></ol>', ['returns', 'refund']),
  article(360002, 'en-us', 'When will my order ship?', '<p>Within two working days. A PC that we build takes five.</p><p>You get an e-mail with the tracking number.</p>', ['shipping', 'delivery']),
  article(360003, 'en-us', 'Which memory fits my mainboard?', '<p>Look for the socket: AM5 takes DDR5 &amp; nothing else.</p><script>alert(1)</script><p>See the <a href="https://shop.example/memory">list</a>.</p>', ['memory', 'compatibility']),
  article(360004, 'de', 'Wie sende ich etwas zurück?', '<p>Sie haben <strong>30 Tage</strong> Zeit. Das Etikett drucken Sie in der Bestellung aus.</p>', ['rückgabe']),
  article(360005, 'de', 'Welche Zahlungsarten gibt es?', '<p>Karte, Überweisung und Rechnung.</p>', ['zahlung']),
  article(360006, 'ja', '返品するにはどうすればよいですか？', '<p>30日以内に返品できます。</p>', ['返品']),
];

function article(id, locale, title, body, labels) {
  return { id, locale, title, body, labels, created: '2026-02-03T09:00:00Z', changed: '2026-10-05T12:30:00Z' };
}

/** How many posts the long thread has: more than Discourse sends at once. */
const LONG = 45;

/** Threads: the first post is the question. `accepted` is the number of the post that solved it; `category` an id. */
export const THREADS = [
  thread(13, 'Fan noise of the Peerless Assassin', [
    ['mira', 'My <b>Peerless Assassin</b> hums at 1,200 rpm. Is that normal?'],
    ['kurt', 'Mine did too, until I set the fan curve. Try 40 % up to 60 °C.', 7],
    ['nora_lindenhof', 'Kurt is right; and check that both clips sit.', 2],
  ], { accepted: 2, staff: ['nora_lindenhof'] }),
  thread(14, 'DDR5-6000 on AM5: EXPO does not boot', [
    ['olaf', 'With EXPO on it does not boot. The memory is Corsair Vengeance RGB 32 GB.'],
    ['mira', 'Which BIOS? <code>1.20</code> fixed it for me.'],
  ]),
  thread(15, 'Does the order confirmation come at once?', [['ben_f', 'I ordered ten minutes ago, and have no e-mail.']], { closed: true }),
  thread(16, 'Show us your build', Array.from({ length: LONG }, (_, index) => [`builder${index + 1}`, `Build number ${index + 1}: a Ryzen 7 9800X3D and a quiet case.`]), { accepted: 30 }),
  // Of the category that holds articles.
  thread(20, 'How do I clean a keyboard?', [['nora_lindenhof', 'Unplug it, then use <em>compressed air</em>.']], { staff: ['nora_lindenhof'], category: 7 }),
];

export function thread(id, title, posts, { accepted = null, closed = false, staff = [], category = 5 } = {}) {
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const at = (index) => new Date(Date.parse('2026-09-01T10:00:00.000Z') + index * 3_600_000).toISOString();
  const told = posts.map(([author, html, likes = 0], index) => ({
    id: id * 1000 + index, number: index + 1, author, html: `<p>${html}</p>`, likes, staff: staff.includes(author), accepted: accepted === index + 1, at: at(index),
  }));
  return { id, title, slug, closed, accepted, category, posts: told };
}

/** HTML as the text that a search reads. */
export const plain = (html) => html.replace(/<script[^]*?<\/script>/g, ' ').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
