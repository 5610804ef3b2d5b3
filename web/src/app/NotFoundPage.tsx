import { LinkButton } from '../ui/LinkButton';
import { MessagePage } from './MessagePage';

export function NotFoundPage() {
  return (
    <MessagePage
      title="Deze pagina is er niet"
      text="Misschien zit er een foutje in het adres, of is de pagina verhuisd. Ga terug naar het begin en probeer het van daaruit."
    >
      <LinkButton to="/">Naar het begin</LinkButton>
    </MessagePage>
  );
}
