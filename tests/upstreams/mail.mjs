// A mail service that speaks as Resend's `POST /emails` does: https://resend.com/docs/api-reference/emails/send-email
// It remembers what it has taken by `Idempotency-Key` (https://resend.com/docs/dashboard/emails/idempotency-keys).
// GET /emails tells what it would have sent, the oldest first.

import { json } from './reply.mjs';

const error = (statusCode, name, message, headers = {}) => json({ statusCode, name, message }, statusCode, headers);
const ADDRESS = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const FROM = /^"[^"\\<>]*" <([^\s@<>]+@[^\s@<>]+)>$/;

/** Each is its own: what one has taken another knows nothing of. */
export function mail() {
  const taken = [];
  const keys = new Map();

  const send = (headers, body) => {
    let message;
    try {
      message = JSON.parse(body);
    } catch {
      return error(400, 'validation_error', 'The body is no JSON');
    }
    const { from, to, subject, text, html, reply_to } = message;
    if (![from, subject, text, html].every((field) => typeof field === 'string' && field)) return error(422, 'missing_required_field', 'from, to, subject, text');
    if (!FROM.test(from)) return error(422, 'invalid_from_address', 'The from address is not valid');
    if (!Array.isArray(to) || !to.every((address) => ADDRESS.test(address))) return error(422, 'validation_error', 'The to address is not valid');
    if (reply_to !== undefined && !ADDRESS.test(reply_to)) return error(422, 'validation_error', 'The reply_to address is not valid');
    if (/[\r\n]/.test(subject)) return error(422, 'validation_error', 'The subject is of several lines');
    const key = headers['idempotency-key'];
    if (!key || key.length > 256) return error(400, 'invalid_idempotency_key', 'The key must be between 1 and 256 characters');
    const known = keys.get(key);
    if (known && known.body !== body) return error(409, 'invalid_idempotent_request', 'This key was used with another body');
    if (known) return json({ id: known.id });
    const id = `mail-${taken.length + 1}`;
    keys.set(key, { id, body });
    taken.push({ id, ...message });
    return json({ id });
  };

  return {
    answer({ method, path, headers, body }) {
      if (path !== '/emails') return error(404, 'not_found', 'The requested endpoint does not exist');
      if (method === 'GET') return json(taken);
      if (headers.authorization !== 'Bearer mail_fake') return error(401, 'missing_api_key', 'Missing API key in the authorization header');
      return send(headers, body);
    },

    throttled: (seconds) => error(429, 'rate_limit_exceeded', 'Too many requests', { 'retry-after': String(seconds) }),
  };
}
