// nginx, which keeps a Worker's answers by its proxy_cache.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One process, which the script stops; nothing is logged, and no connection is closed for its age. */
const config = (port, origin) => `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr error;
events { worker_connections 256; }
http {
  access_log off;
  default_type text/plain;
  keepalive_requests 1000000000;
  keepalive_timeout 3600s;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  proxy_cache_path cache levels=1:2 keys_zone=kept:10m inactive=1h use_temp_path=off;
  map $upstream_cache_status $kind { HIT hit; STALE 'hit; ttl=-1'; UPDATING 'hit; ttl=-1'; default fwd=miss; }
  upstream origin { server ${new URL(origin).host}; keepalive 16; }
  server {
    listen 127.0.0.1:${port};
    proxy_http_version 1.1;
    proxy_set_header Connection '';
    proxy_cache kept;
    proxy_ignore_headers Cache-Control Expires Set-Cookie Vary;
    proxy_cache_valid 200 1h;
    proxy_cache_use_stale updating;
    proxy_cache_background_update on;
    add_header Cache-Status 'nginx; $kind' always;
    location / { proxy_pass http://origin; }
  }
}
`;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const answers = (port) =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
    socket.on('connect', () => socket.destroy());
  });

/** Starts it in front of `origin`. */
export async function serve(nginx, origin) {
  const folder = mkdtempSync(join(tmpdir(), 'deskbell-nginx-'));
  mkdirSync(join(folder, 'cache'));
  const port = await freePort();
  writeFileSync(join(folder, 'nginx.conf'), config(port, origin));
  const child = spawn(nginx, ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !(await answers(port)); tries++) {
    if (tries > 100 || child.exitCode !== null) {
      await stop();
      throw new Error('nginx does not start: its lines above say why');
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  return { origin: `http://127.0.0.1:${port}`, pid: child.pid, stop };
}
