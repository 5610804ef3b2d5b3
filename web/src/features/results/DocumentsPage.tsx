import '../../ui/fields';
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Content } from '../../api/types';
import { FetchFault } from '../../app/FetchFault';
import { Waiting } from '../../app/Waiting';
import { FileLink } from '../../ui/FileLink';
import { Film, hasFilm } from '../../ui/Film';
import { RightIcon } from '../../ui/icons';
import { Markdown } from '../../ui/Markdown';
import { Card, CardGrid, Page } from '../../ui/Page';
import { Select } from '../../ui/Select';
import { documentsQuery, productsQuery } from './queries';
import classes from './DocumentsPage.module.css';

const route = getRouteApi('/signed-in/frame/school/$school/resultaten/documentatie');

/** R3.5 */
export function DocumentsPage(): ReactNode {
  const { school } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { products } = useSuspenseQuery(productsQuery(school)).data;
  const product = products.find(({ id }) => id === search.product) ?? products[0];
  const documents = useQuery({
    ...documentsQuery(school, product?.id ?? ''),
    enabled: product !== undefined,
    placeholderData: keepPreviousData,
  });
  if (product === undefined) {
    return (
      <Page title="Documentatie" narrow>
        <Card title="Nog geen leerlingen">
          <p>
            Hier vind je filmpjes en handleidingen van de programma’s waarmee jouw leerlingen oefenen. Zodra een
            beheerder leerlingen aan je koppelt, staan ze hier.
          </p>
        </Card>
      </Page>
    );
  }
  return (
    <Page title="Documentatie" lead={`Filmpjes, handleidingen en ander materiaal bij ${product.name}`}>
      {products.length < 2 ? null : (
        <div className={classes.tools}>
          <Select
            size="md"
            label="Product"
            value={product.id}
            onChange={(event) =>
              void navigate({ search: { product: event.currentTarget.value }, replace: true, resetScroll: false })
            }
            data={products.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </div>
      )}
      <FetchFault query={documents} />
      {documents.isPending ? <Waiting /> : null}
      {documents.data?.documents.length === 0 ? (
        <Card title={`Nog niets over ${product.name}`}>
          <p>
            {`Er staat nog geen documentatie van ${product.name}. Zodra er een filmpje of handleiding is, vind je die hier.`}
          </p>
        </Card>
      ) : null}
      <CardGrid>
        {documents.data?.documents.map((document) => (
          <Document key={document.id} of={document} />
        ))}
      </CardGrid>
    </Page>
  );
}

function Document({ of }: { of: Content }) {
  const film = hasFilm(of);
  return (
    <Card title={of.title}>
      {film ? <Film of={of} /> : null}
      {!film && of.image != null ? <img className={classes.image} src={of.image.address} alt="" /> : null}
      {of.html === '' ? null : <Markdown html={of.html} />}
      {film || of.file == null ? null : (
        <p>
          <FileLink file={of.file} name={of.title} />
        </p>
      )}
      {of.embedded || of.address == null ? null : (
        <p>
          <a className={classes.elsewhere} href={of.address} target="_blank" rel="noopener">
            Bekijk de pagina
            <span className="unseen">{` over ${of.title}`}</span>
            <RightIcon size={18} />
          </a>
        </p>
      )}
    </Card>
  );
}
