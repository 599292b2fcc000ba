// The port by which tests tell the upstreams how to behave, and ask what they were asked.
//
//   GET  / -> the ports by name
//   POST /{name}/mode {"mode": "slow", "ms": 500}
//   POST /{name}/reset
//   GET  /{name}/log -> {"count", "connections", "requests": [{"at_ms", "method", "path", "headers", "body"}]}

import { createServer } from 'node:http';

import { json, send } from './reply.mjs';

/** Listens, and returns `{ server, port }`. */
export function control(fakes, ports) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    send(response, request.url === '/' ? json(ports) : answer(fakes, request.method, request.url, Buffer.concat(chunks).toString()));
  });
  return new Promise((done) => {
    server.listen({ host: '127.0.0.1', port: 0 }, () => done({ server, port: server.address().port }));
  });
}

function answer(fakes, method, path, body) {
  const [, name, verb] = path.split('/');
  const fake = fakes.get(name);
  if (!fake) return json({ error: `there is no upstream "${name}"; there are ${[...fakes.keys()].join(', ')}` }, 404);
  switch (`${method} ${verb}`) {
    case 'POST mode':
      try {
        fake.fault = JSON.parse(body);
      } catch (error) {
        return json({ error: error.message }, 400);
      }
      return json({ ok: true });
    case 'POST reset':
      fake.reset();
      return json({ ok: true });
    case 'GET log':
      return json(fake.log);
    default:
      return json({ error: `${method} ${verb}? There are POST mode, POST reset and GET log` }, 404);
  }
}
