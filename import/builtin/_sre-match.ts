/**
 * The matcher: runs the code that re compiles patterns to. CPython: Modules/_sre/sre_lib.h
 *
 * A choice that may have to be taken back is a frame on a stack of integers; what the frame does when the code it started has
 * succeeded or failed is its label. So nesting of patterns never nests calls, and a run can be as deep as memory allows.
 */
import {OP, charset, sre_category, sre_lower_ascii, sre_lower_unicode} from './_sre-chars';
import {SreSubject, type Subject} from './_sre-subject';

/** A repeat that is under way. CPython: SRE_REPEAT */
class Repeat {
  count = -1;
  lastPtr = -1;
  constructor(readonly pattern: number, readonly prev: Repeat | null) {}
}

// Labels: what a frame goes on with. ENTER, DISPATCH and RETURN are steps of the machine itself.
const ENTER = 0, DISPATCH = 1, RETURN = 2;
const BRANCH_NEXT = 3, BRANCH_DONE = 4, REPEAT_ONE_NEXT = 5, REPEAT_ONE_DONE = 6, MIN_REPEAT_ONE_NEXT = 7, MIN_REPEAT_ONE_DONE = 8, REPEAT_DONE = 9, MAX_UNTIL_1 = 10, MAX_UNTIL_2 = 11,
  MAX_UNTIL_TAIL = 12, MAX_UNTIL_3 = 13, MIN_UNTIL_1 = 14, MIN_UNTIL_2 = 15, MIN_UNTIL_3 = 16, POSSESSIVE_MIN = 17, POSSESSIVE_1 = 18, POSSESSIVE_NEXT = 19, POSSESSIVE_2 = 20, ATOMIC_DONE = 21,
  ASSERT_DONE = 22, ASSERT_NOT_DONE = 23, BOTTOM = 24;
// Fields of a frame
const F_PC = 0, F_PTR = 1, F_COUNT = 2, F_LASTMARK = 3, F_LASTINDEX = 4, F_TOP = 5, F_LABEL = 6, F_LITERAL = 7, FRAME = 8, FRAME_SHIFT = 3;
/** Frames that a match begins with. */
const FIRST_FRAMES = 4;
/** No place in the subject. */
const NOWHERE = -1;

export const SRE_ERROR_STATE = -2, SRE_ERROR_ILLEGAL = -1;

/** A matcher at work: where it is, the marks of groups, and the stack of choices. */
export class SreMatcher extends SreSubject {
  ptr = 0;
  /** Rows of numbers are JS arrays: typed ones cost more to make than most matches take. */
  readonly marks: number[];
  lastmark = -1;
  lastindex = -1;
  match_all = false;
  must_advance = false;
  private repeat: Repeat | null = null;
  private readonly frames: number[] = new Array<number>(FRAME * FIRST_FRAMES).fill(0);
  private readonly repeats: (Repeat | null)[] = [];
  private readonly saved: number[] = [];
  private savedTop = 0;

  constructor(code: Int32Array, groups: number, subject: Subject, start: number, end: number) {
    super(code, subject, start, end);
    this.marks = new Array<number>(groups * 2).fill(0);
  }
  /** Forgets groups before another search. CPython: state_reset() */
  reset(): void {
    this.lastmark = this.lastindex = -1;
    this.repeat = null;
    this.savedTop = 0;
  }

  // marks that a later failure brings back

  private pushMarks(lastmark: number): void {
    const n = lastmark + 1;
    for (let i = 0; i < n; i++) this.saved[this.savedTop + i] = this.marks[i];
    this.savedTop += n;
  }
  private keepMarks(lastmark: number): void {
    const from = this.savedTop - lastmark - 1;
    for (let i = 0; i <= lastmark; i++) this.marks[i] = this.saved[from + i];
  }
  private popMarks(lastmark: number): void {
    this.keepMarks(lastmark);
    this.savedTop -= lastmark + 1;
  }
  private pushPlace(place: number): void {
    this.saved[this.savedTop++] = place;
  }

  /** Whether a group ended before `ptr` matches again; the place behind it, or -1. `fold`: 0 exactly, 1 ASCII case, 2 any case */
  private again(group: number, ptr: number, fold: number): number {
    const g = group * 2;
    if (g >= this.lastmark) return -1;
    let p = this.marks[g];
    const e = this.marks[g + 1];
    if (p < 0 || e < 0 || e < p) return -1;
    for (; p < e; p++, ptr++) {
      if (ptr >= this.end) return -1;
      const a = this.ch(ptr), b = this.ch(p);
      if (a !== b && (fold === 0 || (fold === 1 ? sre_lower_ascii(a) !== sre_lower_ascii(b) : sre_lower_unicode(a) !== sre_lower_unicode(b)))) return -1;
    }
    return ptr;
  }

  /** Whether a possessive repeat may try its item once more: not often enough yet, and the last time was not empty. */
  private takesMore(pc: number, count: number, last: number): boolean {
    const max = this.code[pc + 2];
    return (max < 0 || count < max) && this.ptr !== last;
  }

  /** 1 when the code at `pattern` matches from `this.ptr` on (which is then its end), 0 when not, negative for bad code. CPython: SRE(match) */
  match(pattern: number, toplevel: boolean): number {
    const code = this.code, end = this.end;
    const frames = this.frames;
    let f = 0, pc = pattern, ptr = this.ptr, step = ENTER, ret = 0;
    frames[F_TOP] = toplevel ? 1 : 0;
    frames[F_LABEL] = BOTTOM;
    for (;;) {
      if (step === RETURN) {
        step = frames[f + F_LABEL];
        if (step === BOTTOM) return ret;
        f -= FRAME;
        pc = frames[f + F_PC];
        ptr = frames[f + F_PTR];
      }
      // `next` >= 0: the code to run in a new frame whose label is `label`
      let next = -1, label = 0, top = frames[f + F_TOP];
      const rep = this.repeats[f >> FRAME_SHIFT] ?? null;
      switch (step) {
        case ENTER:
          ptr = this.ptr;
          if (code[pc] === OP.INFO) {
            if (code[pc + 3] !== 0 && (code[pc + 3] < 0 || end - ptr < code[pc + 3])) {
              ret = 0;
              step = RETURN;
              continue;
            }
            pc += code[pc + 1] + 1;
          }
          step = DISPATCH;
          break;
        case BRANCH_DONE:
          if (ret !== 0) {
            if (this.repeat !== null) this.savedTop -= frames[f + F_LASTMARK] + 1;
            step = RETURN;
            continue;
          }
          if (this.repeat !== null) this.keepMarks(frames[f + F_LASTMARK]);
          this.lastmark = frames[f + F_LASTMARK];
          this.lastindex = frames[f + F_LASTINDEX];
          pc += code[pc];
          step = BRANCH_NEXT;
          break;
        case REPEAT_ONE_DONE:
        case MIN_REPEAT_ONE_DONE:
          if (ret !== 0) {
            if (this.repeat !== null) this.savedTop -= frames[f + F_LASTMARK] + 1;
            step = RETURN;
            continue;
          }
          if (this.repeat !== null) this.keepMarks(frames[f + F_LASTMARK]);
          this.lastmark = frames[f + F_LASTMARK];
          this.lastindex = frames[f + F_LASTINDEX];
          if (step === REPEAT_ONE_DONE) {
            ptr--;
            frames[f + F_COUNT]--;
            step = REPEAT_ONE_NEXT;
          } else if (this.count(pc + 3, ptr, 1) === 0) {
            if (this.repeat !== null) this.savedTop -= frames[f + F_LASTMARK] + 1;
            step = RETURN;
            continue;
          } else {
            ptr++;
            frames[f + F_COUNT]++;
            step = MIN_REPEAT_ONE_NEXT;
          }
          break;
        case REPEAT_DONE:
          this.repeat = rep!.prev;
          step = RETURN;
          continue;
        case MAX_UNTIL_1:
          if (ret === 0) {
            rep!.count = frames[f + F_COUNT] - 1;
            this.ptr = ptr;
          }
          step = RETURN;
          continue;
        case MAX_UNTIL_2:
          rep!.lastPtr = this.saved[--this.savedTop];
          if (ret !== 0) {
            this.savedTop -= frames[f + F_LASTMARK] + 1;
            step = RETURN;
            continue;
          }
          this.popMarks(frames[f + F_LASTMARK]);
          this.lastmark = frames[f + F_LASTMARK];
          this.lastindex = frames[f + F_LASTINDEX];
          rep!.count = frames[f + F_COUNT] - 1;
          this.ptr = ptr;
          step = MAX_UNTIL_TAIL;
          break;
        case MAX_UNTIL_3:
          this.repeat = rep;
          if (ret === 0) this.ptr = ptr;
          step = RETURN;
          continue;
        case MIN_UNTIL_1:
        case MIN_UNTIL_3:
          if (step === MIN_UNTIL_3) rep!.lastPtr = this.saved[--this.savedTop];
          if (ret === 0) {
            rep!.count = frames[f + F_COUNT] - 1;
            this.ptr = ptr;
          }
          step = RETURN;
          continue;
        case MIN_UNTIL_2: {
          const hadMarks = this.repeat !== null;
          this.repeat = rep;
          if (ret !== 0) {
            if (hadMarks) this.savedTop -= frames[f + F_LASTMARK] + 1;
            step = RETURN;
            continue;
          }
          if (hadMarks) this.popMarks(frames[f + F_LASTMARK]);
          this.lastmark = frames[f + F_LASTMARK];
          this.lastindex = frames[f + F_LASTINDEX];
          this.ptr = ptr;
          const max = code[rep!.pattern + 2];
          if ((max >= 0 && frames[f + F_COUNT] >= max) || ptr === rep!.lastPtr) {
            step = RETURN;
            continue;
          }
          rep!.count = frames[f + F_COUNT];
          this.pushPlace(rep!.lastPtr);
          rep!.lastPtr = ptr;
          next = rep!.pattern + 3;
          label = MIN_UNTIL_3;
          break;
        }
        case POSSESSIVE_1:
          if (ret === 0) {
            this.ptr = ptr;
            this.repeat = rep!.prev;
            step = RETURN;
            continue;
          }
          frames[f + F_COUNT]++;
          step = POSSESSIVE_MIN;
          break;
        case POSSESSIVE_2:
          if (ret !== 0) {
            this.savedTop -= frames[f + F_LASTMARK] + 1;
            frames[f + F_COUNT]++;
            step = POSSESSIVE_NEXT;
            break;
          }
          this.popMarks(frames[f + F_LASTMARK]);
          this.lastmark = frames[f + F_LASTMARK];
          this.lastindex = frames[f + F_LASTINDEX];
          this.ptr = ptr;
          this.repeat = rep!.prev;
          pc += code[pc] + 1;
          step = DISPATCH;
          break;
        case ATOMIC_DONE:
          if (ret === 0) {
            this.ptr = ptr;
            step = RETURN;
            continue;
          }
          pc += code[pc];
          ptr = this.ptr;
          step = DISPATCH;
          break;
        case ASSERT_DONE:
          if (ret === 0) {
            step = RETURN;
            continue;
          }
          pc += code[pc];
          step = DISPATCH;
          break;
        case ASSERT_NOT_DONE:
          if (ret !== 0) {
            if (this.repeat !== null) this.savedTop -= frames[f + F_LASTMARK] + 1;
            ret = 0;
            step = RETURN;
            continue;
          }
          if (this.repeat !== null) this.popMarks(frames[f + F_LASTMARK]);
          this.lastmark = frames[f + F_LASTMARK];
          this.lastindex = frames[f + F_LASTINDEX];
          pc += code[pc];
          step = DISPATCH;
          break;
        default: break;
      }
      // straight code, until it ends the frame or needs another one
      while (step === DISPATCH) {
        ret = 0;
        switch (code[pc++]) {
          case OP.MARK: {
            const i = code[pc++];
            if ((i & 1) !== 0) this.lastindex = (i >> 1) + 1;
            if (i > this.lastmark) {
              for (let j = this.lastmark + 1; j < i; j++) this.marks[j] = NOWHERE;
              this.lastmark = i;
            }
            this.marks[i] = ptr;
            continue;
          }
          case OP.LITERAL:
            if (ptr >= end || this.ch(ptr) !== code[pc]) step = RETURN;
            pc++;
            ptr++;
            continue;
          case OP.NOT_LITERAL:
            if (ptr >= end || this.ch(ptr) === code[pc]) step = RETURN;
            pc++;
            ptr++;
            continue;
          case OP.SUCCESS:
            if (top === 0 || !((this.match_all && ptr !== end) || (this.must_advance && ptr === this.start))) {
              this.ptr = ptr;
              ret = 1;
            }
            step = RETURN;
            continue;
          case OP.AT:
            if (!this.at(ptr, code[pc++])) step = RETURN;
            continue;
          case OP.CATEGORY:
            if (ptr >= end || !sre_category(code[pc], this.ch(ptr))) step = RETURN;
            pc++;
            ptr++;
            continue;
          case OP.ANY:
            if (ptr >= end || this.ch(ptr) === 10) step = RETURN;
            ptr++;
            continue;
          case OP.ANY_ALL:
            if (ptr >= end) step = RETURN;
            ptr++;
            continue;
          case OP.IN:
            if (ptr >= end || !charset(code, pc + 1, this.ch(ptr))) step = RETURN;
            pc += code[pc];
            ptr++;
            continue;
          case OP.LITERAL_IGNORE: case OP.NOT_LITERAL_IGNORE: case OP.LITERAL_UNI_IGNORE: case OP.NOT_LITERAL_UNI_IGNORE: case OP.LITERAL_LOC_IGNORE: case OP.NOT_LITERAL_LOC_IGNORE:
            if (ptr >= end || !this.item(pc - 1, this.ch(ptr))) step = RETURN;
            pc++;
            ptr++;
            continue;
          case OP.IN_IGNORE: case OP.IN_UNI_IGNORE: case OP.IN_LOC_IGNORE:
            if (ptr >= end || !this.item(pc - 1, this.ch(ptr))) step = RETURN;
            pc += code[pc];
            ptr++;
            continue;
          case OP.JUMP: case OP.INFO:
            pc += code[pc];
            continue;
          case OP.BRANCH:
            frames[f + F_LASTMARK] = this.lastmark;
            frames[f + F_LASTINDEX] = this.lastindex;
            if (this.repeat !== null) this.pushMarks(this.lastmark);
            step = BRANCH_NEXT;
            continue;
          case OP.REPEAT_ONE: {
            const min = code[pc + 1], tail = pc + code[pc];
            step = RETURN;
            if (min < 0 || min > end - ptr) continue;
            const n = this.count(pc + 3, ptr, code[pc + 2]);
            if (n < min) continue;
            ptr += n;
            if (code[tail] === OP.SUCCESS && ptr === end && !(top !== 0 && this.must_advance && ptr === this.start)) {
              this.ptr = ptr;
              ret = 1;
              continue;
            }
            frames[f + F_COUNT] = n;
            frames[f + F_LASTMARK] = this.lastmark;
            frames[f + F_LASTINDEX] = this.lastindex;
            frames[f + F_LITERAL] = code[tail] === OP.LITERAL ? code[tail + 1] : -1;
            if (this.repeat !== null) this.pushMarks(this.lastmark);
            step = REPEAT_ONE_NEXT;
            continue;
          }
          case OP.MIN_REPEAT_ONE: {
            const min = code[pc + 1];
            step = RETURN;
            if (min < 0 || min > end - ptr) continue;
            if (min > 0 && this.count(pc + 3, ptr, min) < min) continue;
            ptr += min;
            if (code[pc + code[pc]] === OP.SUCCESS && !(top !== 0 && ((this.match_all && ptr !== end) || (this.must_advance && ptr === this.start)))) {
              this.ptr = ptr;
              ret = 1;
              continue;
            }
            frames[f + F_COUNT] = min;
            frames[f + F_LASTMARK] = this.lastmark;
            frames[f + F_LASTINDEX] = this.lastindex;
            if (this.repeat !== null) this.pushMarks(this.lastmark);
            step = MIN_REPEAT_ONE_NEXT;
            continue;
          }
          case OP.POSSESSIVE_REPEAT_ONE: {
            const min = code[pc + 1];
            if (min < 0 || min > end - ptr) {
              step = RETURN;
              continue;
            }
            const n = this.count(pc + 3, ptr, code[pc + 2]);
            ptr += n;
            if (n < min) {
              step = RETURN;
              continue;
            }
            pc += code[pc];
            if (code[pc] === OP.SUCCESS && ptr === end && !(top !== 0 && this.must_advance && ptr === this.start)) {
              this.ptr = ptr;
              ret = 1;
              step = RETURN;
            }
            continue;
          }
          case OP.REPEAT: {
            const fresh = new Repeat(pc, this.repeat);
            this.repeats[f >> FRAME_SHIFT] = fresh;
            this.repeat = fresh;
            this.ptr = ptr;
            next = pc + code[pc];
            label = REPEAT_DONE;
            break;
          }
          case OP.MAX_UNTIL: {
            const r = this.repeat;
            if (r === null) return SRE_ERROR_STATE;
            this.repeats[f >> FRAME_SHIFT] = r;
            this.ptr = ptr;
            const n = (frames[f + F_COUNT] = r.count + 1), max = code[r.pattern + 2];
            if (n < code[r.pattern + 1]) {
              r.count = n;
              next = r.pattern + 3;
              label = MAX_UNTIL_1;
            } else if ((max < 0 || n < max) && ptr !== r.lastPtr) {
              r.count = n;
              frames[f + F_LASTMARK] = this.lastmark;
              frames[f + F_LASTINDEX] = this.lastindex;
              this.pushMarks(this.lastmark);
              this.pushPlace(r.lastPtr);
              r.lastPtr = ptr;
              next = r.pattern + 3;
              label = MAX_UNTIL_2;
            } else {
              this.repeat = r.prev;
              next = pc;
              label = MAX_UNTIL_3;
            }
            break;
          }
          case OP.MIN_UNTIL: {
            const r = this.repeat;
            if (r === null) return SRE_ERROR_STATE;
            this.repeats[f >> FRAME_SHIFT] = r;
            this.ptr = ptr;
            const n = (frames[f + F_COUNT] = r.count + 1);
            if (n < code[r.pattern + 1]) {
              r.count = n;
              next = r.pattern + 3;
              label = MIN_UNTIL_1;
            } else {
              this.repeat = r.prev;
              frames[f + F_LASTMARK] = this.lastmark;
              frames[f + F_LASTINDEX] = this.lastindex;
              if (this.repeat !== null) this.pushMarks(this.lastmark);
              next = pc;
              label = MIN_UNTIL_2;
            }
            break;
          }
          case OP.POSSESSIVE_REPEAT: {
            const fresh = new Repeat(-1, this.repeat);
            this.repeats[f >> FRAME_SHIFT] = fresh;
            this.repeat = fresh;
            this.ptr = ptr;
            frames[f + F_COUNT] = 0;
            step = POSSESSIVE_MIN;
            continue;
          }
          case OP.ATOMIC_GROUP:
            this.ptr = ptr;
            next = pc + 1;
            label = ATOMIC_DONE;
            top = 0;
            break;
          case OP.GROUPREF: case OP.GROUPREF_IGNORE: case OP.GROUPREF_UNI_IGNORE: case OP.GROUPREF_LOC_IGNORE: {
            const op = code[pc - 1];
            ptr = this.again(code[pc++], ptr, op === OP.GROUPREF ? 0 : op === OP.GROUPREF_UNI_IGNORE ? 2 : 1);
            if (ptr < 0) step = RETURN;
            continue;
          }
          case OP.GROUPREF_EXISTS: {
            const g = code[pc] * 2;
            if (g >= this.lastmark || this.marks[g] < 0 || this.marks[g + 1] < this.marks[g]) pc += code[pc + 1];
            else pc += 2;
            continue;
          }
          case OP.ASSERT:
            if (ptr < code[pc + 1]) {
              step = RETURN;
              continue;
            }
            this.ptr = ptr - code[pc + 1];
            next = pc + 2;
            label = ASSERT_DONE;
            top = 0;
            break;
          case OP.ASSERT_NOT:
            if (ptr < code[pc + 1]) {
              pc += code[pc];
              continue;
            }
            this.ptr = ptr - code[pc + 1];
            frames[f + F_LASTMARK] = this.lastmark;
            frames[f + F_LASTINDEX] = this.lastindex;
            if (this.repeat !== null) this.pushMarks(this.lastmark);
            next = pc + 2;
            label = ASSERT_NOT_DONE;
            top = 0;
            break;
          case OP.FAILURE:
            step = RETURN;
            continue;
          default:
            return SRE_ERROR_ILLEGAL;
        }
        break;
      }
      // steps that choose what to try next
      switch (step) {
        case BRANCH_NEXT:
          for (; code[pc] !== 0; pc += code[pc]) {
            if (code[pc + 1] === OP.LITERAL && (ptr >= end || this.ch(ptr) !== code[pc + 2])) continue;
            if (code[pc + 1] === OP.IN && (ptr >= end || !charset(code, pc + 3, this.ch(ptr)))) continue;
            break;
          }
          if (code[pc] === 0) {
            if (this.repeat !== null) this.savedTop -= frames[f + F_LASTMARK] + 1;
            ret = 0;
            step = RETURN;
            continue;
          }
          this.ptr = ptr;
          next = pc + 1;
          label = BRANCH_DONE;
          break;
        case REPEAT_ONE_NEXT: {
          const min = code[pc + 1], literal = frames[f + F_LITERAL];
          let n = frames[f + F_COUNT];
          if (literal >= 0) {
            while (n >= min && (ptr >= end || this.ch(ptr) !== literal)) {
              ptr--;
              n--;
            }
            frames[f + F_COUNT] = n;
          }
          if (n < min) {
            if (this.repeat !== null) this.savedTop -= frames[f + F_LASTMARK] + 1;
            ret = 0;
            step = RETURN;
            continue;
          }
          this.ptr = ptr;
          next = pc + code[pc];
          label = REPEAT_ONE_DONE;
          break;
        }
        case MIN_REPEAT_ONE_NEXT:
          if (code[pc + 2] >= 0 && frames[f + F_COUNT] > code[pc + 2]) {
            if (this.repeat !== null) this.savedTop -= frames[f + F_LASTMARK] + 1;
            ret = 0;
            step = RETURN;
            continue;
          }
          this.ptr = ptr;
          next = pc + code[pc];
          label = MIN_REPEAT_ONE_DONE;
          break;
        case MAX_UNTIL_TAIL:
          this.repeat = rep!.prev;
          next = pc;
          label = MAX_UNTIL_3;
          break;
        case POSSESSIVE_MIN:
          if (frames[f + F_COUNT] < code[pc + 1]) {
            next = pc + 3;
            label = POSSESSIVE_1;
            top = 0;
            break;
          }
          ptr = NOWHERE;
          if (this.takesMore(pc, frames[f + F_COUNT], ptr)) {
            ptr = this.ptr;
            next = pc + 3;
            label = POSSESSIVE_2;
            top = 0;
          }
          break;
        case POSSESSIVE_NEXT:
          if (this.takesMore(pc, frames[f + F_COUNT], ptr)) {
            ptr = this.ptr;
            next = pc + 3;
            label = POSSESSIVE_2;
            top = 0;
          }
          break;
        default: break;
      }
      if (step === RETURN) continue;
      if (next < 0) {
        // a possessive repeat has taken all it can: its tail goes on in the same frame
        this.repeat = (this.repeats[f >> FRAME_SHIFT] as Repeat).prev;
        pc += code[pc] + 1;
        ptr = this.ptr;
        step = DISPATCH;
        continue;
      }
      if (label === POSSESSIVE_2) {
        frames[f + F_LASTMARK] = this.lastmark;
        frames[f + F_LASTINDEX] = this.lastindex;
        this.pushMarks(this.lastmark);
      }
      frames[f + F_PC] = pc;
      frames[f + F_PTR] = ptr;
      f += FRAME;
      if (f + FRAME > frames.length) {
        for (let i = 0; i < FRAME; i++) frames.push(0);
      }
      frames[f + F_TOP] = top;
      frames[f + F_LABEL] = label;
      pc = next;
      step = ENTER;
    }
  }
}
