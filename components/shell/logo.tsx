/** The mark; decoration, because the name stands beside it. */
export function Logo({ className = "size-6" }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={className}>
      <rect width="24" height="24" rx="6" fill="var(--accent)" />
      <path
        d="M6 8.25C6 7 7 6 8.25 6h7.5C17 6 18 7 18 8.25v4.5C18 14 17 15 15.75 15H11l-3.1 2.6a.55.55 0 0 1-.9-.42V14.7A2.25 2.25 0 0 1 6 12.75z"
        fill="var(--on-accent)"
      />
      <path
        d="m9.2 10.6 1.9 1.9 3.7-3.8"
        stroke="var(--accent)"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
