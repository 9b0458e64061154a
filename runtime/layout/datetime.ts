/** Layouts of the types of _datetime. CPython: Include/datetime.h */
import {field, struct, type Struct} from './layout';

export const DATETIME_STRUCTS: readonly Struct[] = [
  struct('PyDateTime_Delta', 40, [field('delta_hashcode', 'hash', 16), field('GET_TD_DAYS', 'int', 24), field('GET_TD_SECONDS', 'int', 28), field('GET_TD_MICROSECONDS', 'int', 32)]),
  // in all three hastzinfo is the byte at 24, and the data, which pickles show, are bytes from 25 on
  struct('PyDateTime_Date', 32, [field('date_hashcode', 'hash', 16)]),
  struct('PyDateTime_Time', 40, [field('time_tzinfo', 'ref', 32)]),
  struct('PyDateTime_DateTime', 48, [field('datetime_tzinfo', 'ref', 40)]),
  struct('PyDateTime_TimeZone', 32, [field('timezone_offset', 'ref', 16), field('timezone_name', 'ref', 24)]),
];
