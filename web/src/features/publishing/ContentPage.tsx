import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { WholeContent } from '../../api/types';
import { LeftIcon } from '../../ui/icons';
import { LinkButton } from '../../ui/LinkButton';
import { Page } from '../../ui/Page';
import { ContentForm } from './form/ContentForm';
import { contentQuery, contentsQuery, schoolsQuery } from './queries';
import { isKind, kinds } from './words';
import type { ContentKind } from '../../api/types';

const newRoute = getRouteApi('/signed-in/frame/uitgever/inhoud/nieuw');
const oneRoute = getRouteApi('/signed-in/frame/uitgever/inhoud/$content');

export function NewContentPage(): ReactNode {
  const { soort } = newRoute.useSearch();
  const kind = isKind(soort) ? soort : 'announcement';
  return <OneContent key={kind} kind={kind} content={undefined} title={kinds[kind].fresh} />;
}

export function ContentPage(): ReactNode {
  const { content: id } = oneRoute.useParams();
  const { data: content } = useSuspenseQuery(contentQuery(id));
  return <OneContent key={id} kind={content.kind} content={content} title={content.title} />;
}

interface Props {
  kind: ContentKind;
  content: WholeContent | undefined;
  title: string;
}

/** R8.1 */
function OneContent({ kind, content, title }: Props) {
  const queryClient = useQueryClient();
  const { products } = useSuspenseQuery({ ...contentsQuery(kind, {}), staleTime: 60_000 }).data;
  const schools = useSuspenseQuery(schoolsQuery).data;
  // What the form began with; a newer one takes its place when one asks for it.
  const [turn, setTurn] = useState(0);
  return (
    <Page
      title={title}
      lead={`${kinds[kind].many}. Te zien ${kinds[kind].where}.`}
      actions={
        <LinkButton
          to="/uitgever/inhoud"
          search={{ soort: kind }}
          variant="default"
          size="md"
          leftSection={<LeftIcon />}
        >
          {kinds[kind].many}
        </LinkButton>
      }
    >
      <ContentForm
        key={turn}
        kind={kind}
        content={content}
        products={products}
        schools={schools}
        onReload={async () => {
          if (content === undefined) return;
          await queryClient.refetchQueries({ queryKey: contentQuery(content.id).queryKey });
          setTurn(turn + 1);
        }}
      />
    </Page>
  );
}
