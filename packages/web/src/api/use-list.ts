import { useInfiniteQuery } from "@tanstack/react-query";
import { asProblem, type Resource } from "./resource.ts";

/** A list that goes on page by page. */
export interface Paged<Item> {
  readonly items: readonly Item[];
  /** Reads the next page; absent at the end. */
  readonly more: (() => void) | undefined;
  readonly isReadingMore: boolean;
  /** It is read afresh by itself: what is new appears. */
  readonly isFollowing: boolean;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

interface ListQuery<Item> {
  readonly key: readonly unknown[];
  readonly read: (page: { readonly after?: string; readonly signal: AbortSignal }) => Promise<Page<Item>>;
  readonly refetchMs?: number;
  /** With more pages than this it stands still: each would be read again every time. */
  readonly refetchPagesAtMost?: number;
}

/** Reads a list page by page, and afresh where it is followed. */
export function useList<Item>(list: ListQuery<Item>): Resource<Paged<Item>> {
  const { key, read, refetchMs, refetchPagesAtMost = Number.POSITIVE_INFINITY } = list;
  const isFollowing = (pages: number) => refetchMs !== undefined && pages <= refetchPagesAtMost;
  const query = useInfiniteQuery({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => read({ ...(pageParam !== "" && { after: pageParam }), signal }),
    getNextPageParam: (last: Page<Item>) => last.next,
    refetchInterval: ({ state }) => (isFollowing(state.data?.pages.length ?? 0) && refetchMs) || false,
  });
  const { data, error, dataUpdatedAt, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const retry = () => void refetch();
  const problem = error ? asProblem(error) : undefined;
  if (data === undefined) return problem ? { status: "failed", problem, retry } : { status: "loading" };
  return {
    status: "ready",
    retry,
    blind: problem && { since: new Date(dataUpdatedAt), problem },
    data: {
      items: data.pages.flatMap(({ items }) => items),
      more: hasNextPage ? () => void fetchNextPage() : undefined,
      isReadingMore: isFetchingNextPage,
      isFollowing: isFollowing(data.pages.length),
    },
  };
}
