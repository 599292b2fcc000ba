// GraphQL over HTTP, as a storefront and an administrator speak it: one session, kept by its token.

export class Client {
  #url;
  #headers;

  /** `headers` go with every request. */
  constructor(url, headers = {}) {
    this.#url = url;
    this.#headers = { 'content-type': 'application/json', ...headers };
  }

  /** The data of an answer. Errors throw, also those that Vendure gives as results (`errorCode`). */
  async ask(query, variables = {}) {
    const answer = await fetch(this.#url, { method: 'POST', headers: this.#headers, body: JSON.stringify({ query, variables }) });
    const token = answer.headers.get('vendure-auth-token');
    if (token) this.#headers.authorization = `Bearer ${token}`;
    const { data, errors } = await answer.json();
    const refused = Object.values(data ?? {}).find((result) => result?.errorCode);
    if (errors || refused) throw new Error(`${query}: ${JSON.stringify(errors ?? refused)}`);
    return data;
  }
}
