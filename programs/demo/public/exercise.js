// One lesson: a picture, three words, a star for each word that is found.
const LONGEST_THOUGHT = 60_000;
const TRIES = 4;

const find = (id) => document.getElementById(id);
const here = location.pathname;
let lesson;
let index = 0;
let finished = false;
// Words found at the first try.
let right = 0;
let missed = false;
let saved;

// The time practised: not the time that the page was away, and no more of a silence than a long thought.
let practised = 0;
let lastSeen = 0;

function keepTime() {
  const now = Date.now();
  practised += Math.min(now - lastSeen, LONGEST_THOUGHT);
  lastSeen = now;
}

function report(more) {
  const text = JSON.stringify({ lesson: lesson.lesson, seconds: practised / 1000, ...more });
  practised = 0;
  return text;
}

function showStars() {
  const stars = lesson.questions.map((_, number) => {
    const star = document.createElement('li');
    star.className = number < index ? 'won' : '';
    return star;
  });
  find('stars').replaceChildren(...stars);
  find('stars').setAttribute('aria-label', `${index} van de ${lesson.questions.length} sterren`);
}

function choose(button, word) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  keepTime();
  if (word !== lesson.questions[index].picture) {
    button.setAttribute('aria-disabled', 'true');
    missed = true;
    find('answer').textContent = 'Kijk nog eens goed.';
    return;
  }
  button.classList.add('right');
  find('answer').textContent = 'Goed zo!';
  for (const other of find('choices').children) other.setAttribute('aria-disabled', 'true');
  index += 1;
  if (!missed) right += 1;
  missed = false;
  showStars();
  if (index === lesson.questions.length) {
    finished = true;
    saved = save(report({ right }));
  }
  setTimeout(next, 600);
}

function next() {
  if (index === lesson.questions.length) {
    celebrate();
    return;
  }
  const { picture, choices } = lesson.questions[index];
  const buttons = choices.map((word) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = word;
    button.addEventListener('click', () => choose(button, word));
    return button;
  });
  find('answer').textContent = '';
  find('picture').src = `/pictures/${picture}.svg`;
  find('picture').alt = picture;
  // Who works with the keyboard stays among the words.
  const wasHere = find('choices').contains(document.activeElement);
  find('choices').replaceChildren(...buttons);
  if (wasHere) buttons[0].focus();
}

/** Tells that the lesson is done; a network that fails for a moment doesn't cost the child its lesson. */
async function save(body) {
  for (let tried = 0; tried < TRIES; tried += 1) {
    try {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${here}/klaar`, { method: 'POST', headers, body, keepalive: true });
      if (answer.status < 500) return;
    } catch {
      // The network is away: it may come back.
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * 2 ** tried));
  }
}

function celebrate() {
  const name = lesson.firstName ? `, ${lesson.firstName}` : '';
  find('well-done').textContent = `Les ${lesson.lesson} is klaar. Knap gelezen${name}!`;
  find('question').hidden = true;
  find('stop').hidden = true;
  find('end').hidden = false;
  find('title').focus();
}

async function start() {
  await saved;
  const answer = await fetch(`${here}/les`);
  if (answer.status === 404) {
    // The session is over: the page says so itself.
    location.reload();
    return;
  }
  lesson = await answer.json();
  index = 0;
  finished = false;
  right = 0;
  missed = false;
  practised = 0;
  lastSeen = Date.now();
  find('title').textContent = `Les ${lesson.lesson}`;
  find('done').href = lesson.returnUrl;
  find('stop').href = lesson.returnUrl;
  find('question').hidden = false;
  find('stop').hidden = false;
  find('end').hidden = true;
  showStars();
  next();
}

find('again').addEventListener('click', () => void start());
// Who leaves half-way has practised too. A tablet may never tell more than that the page went out of sight.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    lastSeen = Date.now();
    return;
  }
  if (!lesson || finished || index === 0) return;
  keepTime();
  navigator.sendBeacon(`${here}/weg`, report());
});
void start();
