// A shop whose order cache never forgets: it keeps 20,000 orders of 1,000 bytes.
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
)

type cache struct{ orders [][]byte }

//go:noinline
func copyText(size int) []byte { return make([]byte, size) }

//go:noinline
func (c *cache) put(size int) { c.orders = append(c.orders, copyText(size)) }

func main() {
	runtime.MemProfileRate = 16 << 10
	c := &cache{}
	for i := 0; i < 20000; i++ {
		copyText(300)
		c.put(1000)
	}
	runtime.GC()
	if err := pprof.Lookup("heap").WriteTo(os.Stdout, 0); err != nil {
		panic(err)
	}
	runtime.KeepAlive(c)
}
