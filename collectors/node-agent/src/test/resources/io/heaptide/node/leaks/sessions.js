// A session store that forgets old sessions, or does not. Argument: leaking or fixed.
const { randomFillSync } = require("crypto");

const KEPT = 2000;
const SESSION_NUMBERS = 1024;
const REQUESTS_A_SECOND = 80;

const leaking = process.argv[2] === "leaking";
const sessions = new Map();
let request = 0;

function serve() {
  const bytes = randomFillSync(new Uint8Array(SESSION_NUMBERS));
  sessions.set(request, Array.from(bytes, (byte) => byte + 0.5)); // a plain array, so that it lives in V8's heap
  if (!leaking && sessions.size > KEPT) {
    sessions.delete(request - KEPT);
  }
  let answer = ""; // garbage of every request
  for (let i = 0; i < 500 + (request % 500); i++) {
    answer += i;
  }
  request += 1;
  return answer.length;
}

setInterval(serve, 1000 / REQUESTS_A_SECOND);
