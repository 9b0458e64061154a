/** Calendar arithmetic and the reading of ISO 8601 texts, on plain numbers. CPython: Modules/_datetimemodule.c */
export const MINYEAR = 1, MAXYEAR = 9999;
/** date.max.toordinal(). */
export const MAXORDINAL = 3652059;
/** The ordinal of 1 January 1970. */
export const EPOCH_ORDINAL = 719163;
const DAYS_IN_MONTH = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const DI4Y = 1461, DI100Y = 36524, DI400Y = 146097;

export interface YearMonthDay { readonly year: number; readonly month: number; readonly day: number }

/** CPython: is_leap() */
export function is_leap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
/** CPython: days_in_month() */
export function days_in_month(year: number, month: number): number {
  return month === 2 && is_leap(year) ? 29 : DAYS_IN_MONTH[month];
}
/** Days of the year that come before a month. CPython: days_before_month() */
export function days_before_month(year: number, month: number): number {
  return DAYS_BEFORE_MONTH[month] + (month > 2 && is_leap(year) ? 1 : 0);
}
/** CPython: days_before_year() */
function days_before_year(year: number): number {
  const y = year - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
}
/** The number of a day, where 1 January of the year 1 is day 1. CPython: ymd_to_ord() */
export function ymd_to_ord(year: number, month: number, day: number): number {
  return days_before_year(year) + days_before_month(year, month) + day;
}
/** The day of a number from 1 on. CPython: ord_to_ymd() */
export function ord_to_ymd(ordinal: number): YearMonthDay {
  let rest = ordinal - 1;
  const n400 = Math.floor(rest / DI400Y);
  rest -= n400 * DI400Y;
  const n100 = Math.floor(rest / DI100Y);
  rest -= n100 * DI100Y;
  const n4 = Math.floor(rest / DI4Y);
  rest -= n4 * DI4Y;
  const n1 = Math.floor(rest / 365);
  rest -= n1 * 365;
  const year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1;
  // the last day of a cycle of 4 or of 400 years
  if (n1 === 4 || n100 === 4) return {year: year - 1, month: 12, day: 31};
  let month = 12;
  while (days_before_month(year, month) > rest) month--;
  return {year, month, day: rest - days_before_month(year, month) + 1};
}
/** Monday is 0. CPython: weekday() */
export function weekday(year: number, month: number, day: number): number {
  return (ymd_to_ord(year, month, day) + 6) % 7;
}
/** The ordinal of the Monday of the first ISO week of a year. CPython: iso_week1_monday() */
export function iso_week1_monday(year: number): number {
  const first = ymd_to_ord(year, 1, 1), day = (first + 6) % 7;
  return first - day + (day > 3 ? 7 : 0);
}
/** The day of an ISO calendar date, or what is out of range. CPython: iso_to_ymd() */
export function iso_to_ymd(year: number, week: number, day: number): YearMonthDay | 'year' | 'week' | 'day' {
  if (year < MINYEAR || year > MAXYEAR) return 'year';
  if (week <= 0 || week >= 53) {
    const first = weekday(year, 1, 1);
    const long = week === 53 && (first === 3 || (first === 2 && is_leap(year)));
    if (!long) return 'week';
  }
  if (day <= 0 || day >= 8) return 'day';
  const ordinal = iso_week1_monday(year) + (week - 1) * 7 + day - 1;
  return ordinal < 1 || ordinal > MAXORDINAL ? 'year' : ord_to_ymd(ordinal);
}
/** A day whose number may lie outside its month; null when the year is out of range then. CPython: normalize_y_m_d() */
export function normalize_date(year: number, month: number, day: number): YearMonthDay | null {
  if (day >= 1 && day <= days_in_month(year, month)) return {year, month, day};
  const ordinal = ymd_to_ord(year, month, 1) + day - 1;
  return ordinal < 1 || ordinal > MAXORDINAL ? null : ord_to_ymd(ordinal);
}

/** What the time part of a text says; `offset` null without a time zone. */
export interface IsoTime { hour: number; minute: number; second: number; microsecond: number; offset: number | null; offsetMicroseconds: number }

/** Digits of a text as a number; -1 unless all are digits. */
function digits(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}
const isDigit = (text: string, at: number): boolean => digits(text, at, 1) >= 0;

/** Reads YYYY-MM-DD, YYYYMMDD, YYYY-Www-D and their kin; null when it is no date. CPython: parse_isoformat_date() */
export function parse_isoformat_date(text: string): YearMonthDay | null {
  const year = digits(text, 0, 4);
  if (year < 0) return null;
  const separated = text[4] === '-';
  let at = separated ? 5 : 4;
  if (text[at] === 'W') {
    const week = digits(text, at + 1, 2);
    if (week < 0) return null;
    at += 3;
    let day = 1;
    if (at < text.length) {
      if (separated && text[at++] !== '-') return null;
      day = digits(text, at, 1);
      if (day < 0) return null;
    }
    const found = iso_to_ymd(year, week, day);
    return typeof found === 'string' ? null : found;
  }
  const month = digits(text, at, 2);
  if (month < 0) return null;
  at += 2;
  if (separated && text[at++] !== '-') return null;
  const day = digits(text, at, 2);
  return day < 0 ? null : {year, month, day};
}

/** Reads HH[:MM[:SS[.fff[fff]]]], with or without colons; null when it is no time. CPython: parse_hh_mm_ss_ff() */
function parse_hh_mm_ss_ff(text: string): {values: number[]; microsecond: number} | null {
  const values = [0, 0, 0];
  let at = 0, separated = false, fraction = false;
  for (let i = 0; i < 3; i++) {
    values[i] = digits(text, at, 2);
    if (values[i] < 0) return null;
    at += 2;
    if (i === 0) separated = text[at] === ':';
    if (at >= text.length) return {values, microsecond: 0};
    const c = text[at];
    if (separated && c === ':') at++;
    else if (c === '.' || c === ',') {
      at++;
      fraction = true;
      break;
    } else if (separated) return null;
    if (at >= text.length) return null;
  }
  // a fraction may also follow SS only
  if (!fraction) return null;
  const count = Math.min(6, text.length - at), value = digits(text, at, count);
  if (count === 0 || value < 0) return null;
  for (let i = at + count; i < text.length; i++) if (!isDigit(text, i)) return null;
  return {values, microsecond: value * 10 ** (6 - count)};
}
/** Reads a time with an optional time zone; null when it is none. CPython: parse_isoformat_time() */
export function parse_isoformat_time(text: string): IsoTime | null {
  let zone = 1;
  if (text.length > 0 && 'Z+-'.includes(text[0])) zone = 0;
  while (zone < text.length && !'Z+-'.includes(text[zone])) zone++;
  const time = parse_hh_mm_ss_ff(text.slice(0, zone));
  if (time === null) return null;
  const result: IsoTime = {hour: time.values[0], minute: time.values[1], second: time.values[2], microsecond: time.microsecond, offset: null, offsetMicroseconds: 0};
  if (zone >= text.length) return result;
  if (text[zone] === 'Z') {
    if (zone + 1 !== text.length) return null;
    result.offset = 0;
    return result;
  }
  const sign = text[zone] === '-' ? -1 : 1, offset = parse_hh_mm_ss_ff(text.slice(zone + 1));
  if (offset === null) return null;
  result.offset = sign * (offset.values[0] * 3600 + offset.values[1] * 60 + offset.values[2]);
  result.offsetMicroseconds = sign * offset.microsecond;
  return result;
}
/** Where the date of a text of date and time ends; -1 when it cannot be one. CPython: _find_isoformat_datetime_separator() */
export function find_isoformat_datetime_separator(text: string): number {
  const length = text.length;
  if (length === 7) return 7;
  if (text[4] === '-') {
    if (text[5] !== 'W') return 10;
    if (length > 8 && text[8] === '-') {
      if (length === 9) return -1;
      // YYYY-Www-## : the hyphen separates, rather than a digit
      return length > 10 && isDigit(text, 10) ? 8 : 10;
    }
    return 8;
  }
  if (text[4] !== 'W') return 8;
  let at = 7;
  while (at < length && isDigit(text, at)) at++;
  return at < 9 ? at : at % 2 === 0 ? 7 : 8;
}
