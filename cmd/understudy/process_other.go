//go:build !unix

package main

// secureProcess has nothing to do where there are neither modes nor core files.
func secureProcess() {}

// peakMemory is not known there.
func peakMemory() int64 { return 0 }
