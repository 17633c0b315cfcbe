// Leaks what its first argument says, in KiB a second, at order_cache_put, beside work that frees what it takes. Begins
// with as many MiB as its second argument says, which it keeps for good reason. Ends with its standard input.
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { STEPS_A_SECOND = 50, TEXT = 1000 };

static char *last;

__attribute__((noinline)) char *copy_text(size_t size) {
    char *text = malloc(size);
    memset(text, 'x', size);
    return text;
}

__attribute__((noinline)) void order_cache_put(size_t size) {
    last = copy_text(size);
}

__attribute__((noinline)) void handle_request(void) {
    char *scratch = copy_text(300);
    order_cache_put(TEXT);
    free(scratch);
}

static int input_ended(void) {
    struct pollfd input = {0, POLLIN, 0};
    char byte;
    return poll(&input, 1, 1000 / STEPS_A_SECOND) > 0 && read(0, &byte, 1) <= 0;
}

int main(int count, char **words) {
    long kib = count > 1 ? atol(words[1]) : 1;
    long mib = count > 2 ? atol(words[2]) : 0;
    for (long i = 0; i < mib; i++) {
        copy_text(1 << 20);
    }
    puts("open");
    fflush(stdout);
    while (!input_ended()) {
        for (long bytes = 0; bytes < kib * 1024 / STEPS_A_SECOND; bytes += TEXT) {
            handle_request();
        }
    }
    return last == NULL;
}
