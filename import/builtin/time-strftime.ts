/** Formatting of broken-down times as glibc does it in the C locale. CPython: Modules/timemodule.c time_strftime(), which calls C's strftime() */
import {_PyRuntime} from '../../runtime/current';
import type {BrokenDownTime} from '../../runtime/host/host';

export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** Conversions that stand for others. */
const COMPOSED: Readonly<Record<string, string>> = {c: '%a %b %e %H:%M:%S %Y', D: '%m/%d/%y', x: '%m/%d/%y', X: '%H:%M:%S', F: '%Y-%m-%d', r: '%I:%M:%S %p', R: '%H:%M', T: '%H:%M:%S'};
/** Conversions that the modifiers E and O may stand in front of. */
const MODIFIED: Readonly<Record<string, string>> = {E: 'cCxXyY', O: 'deHImMSuUVwWy'};

/** A time to format; zone null is taken from the system. */
export interface FormattedTime extends Omit<BrokenDownTime, 'zone'> { zone: string | null }

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
/** Days from the start of ISO week 1 (a Monday) to a day of the year. */
function isoWeekDays(yday: number, wday: number): number {
  const bigEnough = 3 * 7;
  return yday - ((yday - wday + 4 + bigEnough) % 7) + 4 - 1;
}
/** ISO year and week of a time. */
function isoWeek(time: FormattedTime): {year: number; week: number} {
  let year = time.year + 1900, days = isoWeekDays(time.yday, time.wday);
  if (days < 0) {
    year--;
    days = isoWeekDays(time.yday + (isLeap(year) ? 366 : 365), time.wday);
  } else {
    const later = isoWeekDays(time.yday - (isLeap(year) ? 366 : 365), time.wday);
    if (later >= 0) {
      year++;
      days = later;
    }
  }
  return {year, week: Math.floor(days / 7) + 1};
}
/** How a conversion is written: pad character ('' as usual, '-', '_', '0'), width (0 for none), letter case. */
interface Style { pad: string; width: number; upper: boolean; swap: boolean }

/** Text padded on the left to its width. */
function padded(text: string, style: Style): string {
  return text.padStart(style.width, style.pad === '0' ? '0' : ' ');
}
/** A number of at least `digits` digits. */
function number(value: number, digits: number, usualPad: string, style: Style, sign = value < 0 ? '-' : ''): string {
  const pad = style.pad === '' ? usualPad : style.pad, body = String(Math.abs(value));
  if (pad === '-') return padded(sign + body, style);
  const size = Math.max(digits, style.width);
  return pad === '_' ? (sign + body).padStart(size, ' ') : sign + body.padStart(size - sign.length, '0');
}
const mod = (a: number, b: number): number => ((a % b) + b) % b;

/** One conversion; null for one that does not exist. */
function conversion(c: string, time: FormattedTime, style: Style): string | null {
  const upperIf = (text: string): string => (style.upper || style.swap ? text.toUpperCase() : text);
  const year = time.year + 1900, hour12 = mod(time.hour, 12) === 0 ? 12 : mod(time.hour, 12);
  const sub = COMPOSED[c];
  if (sub !== undefined) {
    const text = strftime(sub, time);
    return padded(style.upper ? text.toUpperCase() : text, style);
  }
  switch (c) {
    case '%': return padded('%', style);
    case 'n': return padded('\n', style);
    case 't': return padded('\t', style);
    case 'a': return padded(upperIf(DAYS[time.wday]?.slice(0, 3) ?? '?'), style);
    case 'A': return padded(upperIf(DAYS[time.wday] ?? '?'), style);
    case 'b': case 'h': return padded(upperIf(MONTHS[time.mon]?.slice(0, 3) ?? '?'), style);
    case 'B': return padded(upperIf(MONTHS[time.mon] ?? '?'), style);
    case 'C': return number(Math.floor(year / 100), 1, '0', style);
    case 'd': return number(time.mday, 2, '0', style);
    case 'e': return number(time.mday, 2, '_', style);
    case 'H': return number(time.hour, 2, '0', style);
    case 'I': return number(hour12, 2, '0', style);
    case 'k': return number(time.hour, 2, '_', style);
    case 'l': return number(hour12, 2, '_', style);
    case 'j': return number(time.yday + 1, 3, '0', style);
    case 'm': return number(time.mon + 1, 2, '0', style);
    case 'M': return number(time.min, 2, '0', style);
    case 'S': return number(time.sec, 2, '0', style);
    case 'p': {
      const text = time.hour > 11 ? 'PM' : 'AM';
      return padded(style.swap ? text.toLowerCase() : text, style);
    }
    case 'P': return padded(time.hour > 11 ? 'pm' : 'am', style);
    case 's': {
      const seconds = _PyRuntime.host.mktime({...time, zone: ''});
      return number(seconds ?? -1, 1, '0', style);
    }
    case 'u': return number(mod(time.wday - 1, 7) + 1, 1, '0', style);
    case 'w': return number(time.wday, 1, '0', style);
    case 'U': return number(Math.floor((time.yday - time.wday + 7) / 7), 2, '0', style);
    case 'W': return number(Math.floor((time.yday - mod(time.wday - 1, 7) + 7) / 7), 2, '0', style);
    case 'V': return number(isoWeek(time).week, 2, '0', style);
    case 'G': return number(isoWeek(time).year, 1, '0', style);
    case 'g': return number(mod(isoWeek(time).year, 100), 2, '0', style);
    case 'y': return number(mod(year, 100), 2, '0', style);
    case 'Y': return number(year, 1, '0', style);
    case 'Z': return padded(style.upper ? zoneName(time).toUpperCase() : zoneName(time), style);
    case 'z': {
      if (time.isdst < 0) return '';
      const minutes = Math.trunc(Math.abs(time.gmtoff) / 60);
      return number(Math.floor(minutes / 60) * 100 + (minutes % 60), 5, '0', style, time.gmtoff < 0 ? '-' : '+');
    }
    default: return null;
  }
}
function zoneName(time: FormattedTime): string {
  if (time.zone !== null && time.zone !== '') return time.zone;
  return time.isdst < 0 ? '' : _PyRuntime.host.tzset().names[time.isdst !== 0 ? 1 : 0];
}
/** A time by a format. Characters that are not ASCII end a conversion, since C sees the text between them alone. */
export function strftime(format: string, time: FormattedTime): string {
  let out = '';
  for (let i = 0; i < format.length;) {
    const c = format[i];
    if (c !== '%') {
      out += c;
      i++;
      continue;
    }
    let at = i + 1;
    const style: Style = {pad: '', width: 0, upper: false, swap: false};
    for (;; at++) {
      const flag = format[at];
      if (flag === '_' || flag === '-' || flag === '0') style.pad = flag;
      else if (flag === '^') style.upper = true;
      else if (flag === '#') style.swap = true;
      else break;
    }
    while (format[at] >= '0' && format[at] <= '9') style.width = Math.min(style.width * 10 + Number(format[at++]), 0x7fffffff);
    const modifier = format[at] === 'E' || format[at] === 'O' ? format[at++] : '', letter = format[at] ?? '';
    const known = letter !== '' && (modifier === '' || MODIFIED[modifier].includes(letter)), text = known ? conversion(letter, time, style) : null;
    if (text !== null) {
      out += text;
      i = at + 1;
    } else {
      const end = letter === '' || letter === '\0' || letter.charCodeAt(0) > 127 ? at : at + 1;
      out += format.slice(i, end);
      i = end;
    }
  }
  return out;
}
