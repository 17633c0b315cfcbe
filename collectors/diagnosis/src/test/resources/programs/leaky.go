// Leaks 100,000 bytes a hundred times a second at putOrder, and serves its profiles. Ends with its standard input.
package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"runtime"
	"time"
)

var orders [][]byte

//go:noinline
func putOrder() {
	orders = append(orders, make([]byte, 100000))
}

func main() {
	runtime.MemProfileRate = 4096
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("HEAPTIDE_PPROF_PORT"))
	if err != nil {
		panic(err)
	}
	go http.Serve(listener, nil)
	fmt.Println("open")
	go func() {
		io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
	for {
		putOrder()
		runtime.GC()
		time.Sleep(10 * time.Millisecond)
	}
}
