/** What a fault gives in place of what was asked. */
export const rightLittle = { finger: 'right-little', name: 'Right LittleFinger', position: 5, part: '2' } as const;

/** The fingers as the specification calls them, their position in ISO/IEC 19794-4, and the part of a slap device that takes them. Written apart from the agent's table: one mistake must not be on both sides. */
export const deviceFingers = [
  { finger: 'left-index', name: 'Left IndexFinger', position: 7, part: '1' },
  { finger: 'left-middle', name: 'Left MiddleFinger', position: 8, part: '1' },
  { finger: 'left-ring', name: 'Left RingFinger', position: 9, part: '1' },
  { finger: 'left-little', name: 'Left LittleFinger', position: 10, part: '1' },
  { finger: 'right-index', name: 'Right IndexFinger', position: 2, part: '2' },
  { finger: 'right-middle', name: 'Right MiddleFinger', position: 3, part: '2' },
  { finger: 'right-ring', name: 'Right RingFinger', position: 4, part: '2' },
  rightLittle,
  { finger: 'left-thumb', name: 'Left Thumb', position: 6, part: '3' },
  { finger: 'right-thumb', name: 'Right Thumb', position: 1, part: '3' },
] as const;

export type DeviceFinger = (typeof deviceFingers)[number];
export type FingerName = DeviceFinger['finger'];
