// Package text makes text from outside harmless and measures, cuts and compares
// it. It is a leaf: everything but the engine may import it.
//
// Text is cleaned once at the door (import, form, command line) and once at
// every way out; it is cut after cleaning and styled after cutting.
package text
