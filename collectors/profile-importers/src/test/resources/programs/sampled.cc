// Keeps 200,000 texts of 1,000 bytes and lets tcmalloc say what it sampled of them, and how its heap grew.
#include <cstdlib>
#include <fstream>
#include <gperftools/malloc_extension.h>
#include <string>

__attribute__((noinline)) char *copy_text(size_t size) { return static_cast<char *>(malloc(size)); }

__attribute__((noinline)) void order_cache_put(size_t size) {
    char *volatile text = copy_text(size);
    (void)text;
}

__attribute__((noinline)) void handle_request() { order_cache_put(1000); }

int main() {
    for (int i = 0; i < 200000; i++) {
        handle_request();
    }
    std::string profile;
    MallocExtension::instance()->GetHeapSample(&profile);
    std::ofstream("sampled.heap") << profile;
    profile.clear();
    MallocExtension::instance()->GetHeapGrowthStacks(&profile);
    std::ofstream("growth.heap") << profile;
}
