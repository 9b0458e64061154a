import * as fs from 'fs';
import type {BrokenDownTime, TimeZone} from '../host';
import {ERRNO} from '../errno';
import {decodeBytes} from './bytes';
import type {Libc} from './libc';

export const CLOCK_REALTIME = 0;
export const CLOCK_MONOTONIC = 1;
export const CLOCK_PROCESS_CPUTIME_ID = 2;
export const CLOCK_THREAD_CPUTIME_ID = 3;

/** How far Date and the anchored clock may drift apart before the clock is taken to have been set. */
const CLOCK_STEP_NS = 2_000_000n;

const NS_PER_SEC = 1_000_000_000n;
const TM_SIZE = 56;

const ZONE_RULE = /^(<[^>]+>|[A-Za-z]{3,})([-+]?[\d:]+)(?:(<[^>]+>|[A-Za-z]{3,})([-+]?[\d:]+)?)?/;

function ruleOffset(text: string): number {
  const [hours, minutes, seconds] = text.replace(/^[-+]/, '').split(':').map(Number);
  const offset = hours * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  return text.startsWith('-') ? -offset : offset;
}

/** The zone in force as a POSIX TZ rule: TZ itself, or the last line of the zone file it or the system names. */
function readZoneRule(tz: string | undefined): TimeZone | null {
  let rule = tz?.replace(/^:/, '');
  if (rule === undefined || !ZONE_RULE.test(rule)) {
    const file =
      rule === undefined
        ? '/etc/localtime'
        : rule === ''
          ? '/usr/share/zoneinfo/UTC'
          : rule.startsWith('/')
            ? rule
            : '/usr/share/zoneinfo/' + rule;
    let text: string;
    try {
      text = fs.readFileSync(file, 'latin1');
    } catch {
      return {timezone: 0, altzone: 0, daylight: 0, names: ['UTC', 'UTC']};
    }
    if (!text.startsWith('TZif')) {
      return null;
    }
    rule = text.slice(text.lastIndexOf('\n', text.length - 2) + 1, -1);
  }
  const match = ZONE_RULE.exec(rule);
  if (match === null) {
    return null;
  }
  const timezone = ruleOffset(match[2]);
  const standard = match[1].replace(/[<>]/g, '');
  if (match[3] === undefined) {
    return {timezone, altzone: timezone, daylight: 0, names: [standard, standard]};
  }
  const altzone = match[4] === undefined ? timezone - 3600 : ruleOffset(match[4]);
  return {timezone, altzone, daylight: 1, names: [standard, match[3].replace(/[<>]/g, '')]};
}

/** The clocks, from Node where it has them at full resolution and from C otherwise. */
export class Clock {
  /** Real time minus monotonic time, as found at the last look. */
  private realtimeOffset: bigint | null = null;
  private readonly scratch = Buffer.alloc(64);

  constructor(private readonly libc: Libc) {}

  /** CPython: Python/pytime.c py_get_system_clock() and Modules/timemodule.c time_clock_gettime() */
  gettime(clock: number): bigint | number {
    if (clock === CLOCK_MONOTONIC) {
      return process.hrtime.bigint();
    }
    if (clock === CLOCK_REALTIME && !this.libc.isLoaded) {
      return this.realtime();
    }
    return this.timespec('clock_gettime', clock);
  }

  getres(clock: number): bigint | number {
    if (clock >= CLOCK_REALTIME && clock <= CLOCK_THREAD_CPUTIME_ID) {
      return 1n;
    }
    return this.timespec('clock_getres', clock);
  }

  private timespec(name: string, clock: number): bigint | number {
    const result = this.libc.call(name, clock, this.scratch);
    return result < 0 ? result : this.scratch.readBigInt64LE(0) * NS_PER_SEC + this.scratch.readBigInt64LE(8);
  }

  /** Node tells real time in milliseconds only, but its start in microseconds: count from there on the monotonic clock. */
  private realtime(): bigint {
    const monotonic = process.hrtime.bigint();
    const coarse = BigInt(Date.now()) * 1_000_000n;
    if (this.realtimeOffset === null) {
      this.realtimeOffset = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n - process.hrtime.bigint();
    }
    let now = monotonic + this.realtimeOffset;
    const apart = now - coarse;
    if (apart < -CLOCK_STEP_NS || apart > CLOCK_STEP_NS) {
      this.realtimeOffset = coarse - monotonic;
      now = coarse;
    }
    return now;
  }

  /** CPython: Python/pytime.c _PyTime_localtime() */
  localtime(seconds: number): BrokenDownTime | number {
    this.scratch.writeBigInt64LE(BigInt(Math.floor(seconds)), 0);
    const tm = Buffer.alloc(TM_SIZE);
    const result = this.libc.call('localtime_r', this.scratch, tm);
    if (result <= 0) {
      return result === 0 ? -ERRNO.EOVERFLOW : result;
    }
    return this.readTm(tm);
  }

  private readTm(tm: Buffer): BrokenDownTime {
    return {
      sec: tm.readInt32LE(0),
      min: tm.readInt32LE(4),
      hour: tm.readInt32LE(8),
      mday: tm.readInt32LE(12),
      mon: tm.readInt32LE(16),
      year: tm.readInt32LE(20),
      wday: tm.readInt32LE(24),
      yday: tm.readInt32LE(28),
      isdst: tm.readInt32LE(32),
      gmtoff: Number(tm.readBigInt64LE(40)),
      zone: decodeBytes(this.libc.copyString(tm.readBigUInt64LE(48))),
    };
  }

  /** Null when C cannot represent the time: mktime marks success by setting the week day. */
  mktime(time: BrokenDownTime): number | null {
    const tm = Buffer.alloc(TM_SIZE);
    const fields = [time.sec, time.min, time.hour, time.mday, time.mon, time.year, -1, time.yday, time.isdst];
    fields.forEach((value, i) => tm.writeInt32LE(value, i * 4));
    const result = this.libc.call('mktime', tm);
    if (tm.readInt32LE(24) === -1) {
      return null;
    }
    return result;
  }

  /**
   * Reads TZ again and finds the zone's names and offsets. The zone's own rule says them without a call into C, which every
   * start of the VM would pay for; C is asked where there is no such rule. CPython: Modules/timemodule.c init_timezone()
   */
  tzset(tz: string | undefined): TimeZone {
    if (this.libc.isLoaded) {
      this.libc.call('tzset');
    }
    return readZoneRule(tz) ?? this.askLibc();
  }

  private askLibc(): TimeZone {
    this.libc.call('tzset');
    const year = new Date().getUTCFullYear();
    const winter = this.localtime(Date.UTC(year, 0, 1) / 1000);
    const summer = this.localtime(Date.UTC(year, 6, 1) / 1000);
    if (typeof winter === 'number' || typeof summer === 'number') {
      return {timezone: 0, altzone: 0, daylight: 0, names: ['UTC', 'UTC']};
    }
    const january = -winter.gmtoff;
    const july = -summer.gmtoff;
    // South of the equator January is the summer.
    if (january < july) {
      return {timezone: july, altzone: january, daylight: 1, names: [summer.zone, winter.zone]};
    }
    return {timezone: january, altzone: july, daylight: january === july ? 0 : 1, names: [winter.zone, summer.zone]};
  }
}
