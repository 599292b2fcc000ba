// What a process has taken.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The kernel's unit in /proc, in microseconds: USER_HZ is 100 on every platform of Linux that Node runs on. */
const TICK = 10_000;

/** CPU time of all threads, user and system, in microseconds; NaN where there is no /proc. */
export function cpu(pid) {
  try {
    // The name is in brackets, and may hold anything. utime and stime are the fields 14 and 15 of proc_pid_stat(5).
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK;
  } catch {
    return NaN;
  }
}

/** Resident memory in MiB. */
export const memory = (pid) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
