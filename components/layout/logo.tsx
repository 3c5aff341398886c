/** The yellow plate with the stroke that descends and runs out along the ground, and a dot where the signal is. */
export function LogoGlyph({ size = 26 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 26 26"
      className="flex-none"
    >
      <rect width="26" height="26" rx="4" fill="var(--sun, #ffb820)" />
      <path d="M6 7l5.2 11.2H20" fill="none" stroke="#05363b" strokeWidth="3.1" strokeLinejoin="round" />
      <circle cx="18.4" cy="8.6" r="2.4" fill="#05363b" />
    </svg>
  );
}

export function Wordmark({ name }: { name: string }) {
  return (
    <span className="flex items-center gap-2.5">
      <LogoGlyph />
      <span className="font-[680] text-[1.25rem]/6 tracking-[-0.035em]">{name}</span>
    </span>
  );
}
