/**
 * Loaded before a process of ours by a run of chaos (`node --import`): its clock is wrong by CLOCK_SHIFT_MS. The product does
 * not know this variable.
 */
const shiftMs = Number(process.env.CLOCK_SHIFT_MS ?? 0);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + shiftMs);
    else super(...given);
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
};
