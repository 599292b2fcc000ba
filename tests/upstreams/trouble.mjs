// An upstream to spoil: a shop by the HTTP contract and a Discourse forum on one port.

import { contract } from './contract.mjs';
import { discourse } from './discourse.mjs';

/** Discourse's addresses; the others are the shop's. */
const FORUM = /^\/(search\.json$|t\/|posts\/)/;
const whose = (path) => (FORUM.test(path) ? discourse : contract);

export const trouble = {
  answer: (request) => whose(request.path).answer(request),
  throttled: (seconds, path) => whose(path.split('?')[0]).throttled(seconds),
};
