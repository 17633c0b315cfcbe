/* A session store that forgets old sessions, or does not. Argument: leaking or fixed. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { KEPT = 2000, SESSION_BYTES = 8 << 10, REQUESTS_A_SECOND = 80 };

static char *sessions[KEPT];

int main(int argc, char **argv) {
    int leaking = argc > 1 && strcmp(argv[1], "leaking") == 0;
    struct timespec pause = {0, 1000000000L / REQUESTS_A_SECOND};
    for (unsigned long request = 0;; request++) {
        char *session = malloc(SESSION_BYTES);
        if (session == NULL) {
            return 1;
        }
        memset(session, (int) (request & 0xff), SESSION_BYTES);
        char **slot = &sessions[request % KEPT];
        if (!leaking) {
            free(*slot);
        }
        *slot = session; /* the leak: the former occupant is forgotten, not freed */
        size_t size = (64 << 10) + (size_t) rand() % (64 << 10); /* garbage of every request */
        char *answer = malloc(size);
        if (answer != NULL) {
            memset(answer, session[0], size);
            free(answer);
        }
        nanosleep(&pause, NULL);
    }
}
