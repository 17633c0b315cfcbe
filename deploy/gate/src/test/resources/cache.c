// A cache of 16 texts that, compiled with LEAKS, forgets what it replaces.
#include <stdlib.h>
#include <string.h>

static char *slots[16];

__attribute__((noinline)) void cache_put(int number, size_t size) {
    char *text = malloc(size);
    memset(text, 'x', size);
#ifndef LEAKS
    free(slots[number % 16]);
#endif
    slots[number % 16] = text;
}

int main(void) {
    for (int number = 0; number < 2000; number++) {
        cache_put(number, 10000);
    }
    for (int slot = 0; slot < 16; slot++) {
        free(slots[slot]);
        slots[slot] = NULL;
    }
    return 0;
}
