import { qrPath } from '@/components/esims/qr-modules';

/** Drawn on the server from the code itself; black on white in dark mode too, for cameras. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = qrPath(text);
  return (
    <div className="w-full max-w-72 rounded-control border border-border bg-white p-1">
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${size} ${size}`}
        shapeRendering="crispEdges"
        className="block h-auto w-full min-w-60"
      >
        <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
        <path fill="#000" d={path} />
      </svg>
    </div>
  );
}
