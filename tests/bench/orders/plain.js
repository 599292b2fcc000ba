// The least that a Worker does for a look-up: it counts for two subjects at the same time, and asks the shop's system what
// it is told to ask, one question after the other. It reads no answer, knows no site and writes no log.

import { DurableObject } from 'cloudflare:workers';

export class Limit extends DurableObject {
  async fetch(request) {
    await request.text();
    this.arrival ??= (await this.ctx.storage.get('arrival')) ?? 0;
    this.arrival = Math.max(this.arrival, Date.now()) + 60_000;
    this.ctx.waitUntil(this.keep());
    return new Response(null);
  }

  /** Behind the answer, as Deskbell does. */
  async keep() {
    await new Promise((done) => setTimeout(done, 0));
    await Promise.all([this.ctx.storage.put('arrival', this.arrival), this.ctx.storage.setAlarm(this.arrival)]);
  }

  async alarm() {
    await this.ctx.storage.deleteAll();
  }
}

export default {
  async fetch(request, { LIMIT, SHOP }) {
    const { subjects, questions } = await request.json();
    await Promise.all(subjects.map(async (name) => (await LIMIT.get(LIMIT.idFromName(name)).fetch('https://limit/', { method: 'POST', body: '{}' })).text()));
    let last = '';
    for (const { path, token, body } of questions) {
      const headers = { 'content-type': 'application/json', 'x-shopify-access-token': token };
      last = await (await fetch(SHOP + path, { method: 'POST', headers, body })).text();
    }
    return new Response(last);
  },
};
