import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";

/** Above a settings list, and in its place until it is there: that it cannot be shown, and what failed of a change. */
export function ListState({
  title,
  list,
  failure,
}: {
  /** "The senders cannot be shown." */
  title: string;
  list: { data: unknown; error: Error | null; refetch: () => unknown };
  failure?: string | undefined;
}) {
  const { data, error, refetch } = list;
  return (
    <>
      {error && (
        <Banner
          tone="danger"
          live="polite"
          title={title}
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {error.message}
        </Banner>
      )}
      {failure && (
        <Banner tone="danger" live="assertive">
          {failure}
        </Banner>
      )}
      {!data && !error && <Skeleton className="h-40 w-full" />}
    </>
  );
}
