/** Where the QR code will be: the three corners that every code has, never a code. */
export function FinderMarks({ caption }: { caption: string }) {
  return (
    <div className="finder-marks">
      <span />
      <span />
      <span />
      <p>{caption}</p>
    </div>
  );
}
