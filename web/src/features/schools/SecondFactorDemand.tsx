import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { demandSecondFactor } from '../../api/calls';
import { messageOf } from '../../api/messages';
import type { SchoolOfUser } from '../../api/types';
import { sessionQuery, useSession } from '../../app/session';
import { Button } from '../../ui/Button';
import { Note } from '../../ui/Note';
import { notifyGood } from '../../ui/notify';
import classes from './addresses.module.css';

/** R8.1: whoever asks it of the others does it too, so that nobody shuts a school out by mistake. */
export function SecondFactorDemand({ school }: { school: SchoolOfUser }) {
  const queryClient = useQueryClient();
  const { user } = useSession();
  const demanded = school.second_factor_demanded;
  const put = useMutation({
    mutationFn: () => demandSecondFactor(school.id, !demanded),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
      notifyGood(
        demanded
          ? 'Beheerders hoeven niet meer in twee stappen in te loggen.'
          : 'Beheerders loggen voortaan in twee stappen in. Wie dat nog niet doet, krijgt een mail.',
      );
    },
  });
  return (
    <div className={classes.form}>
      <p>
        {demanded
          ? 'Staat aan. Een beheerder kan pas beheren als inloggen in twee stappen aanstaat in het eigen profiel.'
          : 'Staat uit. Zet je het aan, dan typt elke beheerder na het wachtwoord ook een code van de telefoon. Met een gestolen wachtwoord komt dan niemand bij het beheer.'}
      </p>
      {!demanded && !user.second_factor ? (
        <Note>
          <p>
            Zet het eerst voor jezelf aan bij <Link to="/profiel">Mijn profiel</Link>.
          </p>
        </Note>
      ) : null}
      {put.isError ? (
        <Note kind="bad">
          <p>{messageOf(put.error)}</p>
        </Note>
      ) : null}
      <div className={classes.buttons}>
        <Button
          size="md"
          variant={demanded ? 'default' : 'filled'}
          loading={put.isPending}
          disabled={!demanded && !user.second_factor}
          onClick={() => put.mutate()}
        >
          {demanded ? 'Niet meer vragen' : 'Vraag het van alle beheerders'}
        </Button>
      </div>
    </div>
  );
}
