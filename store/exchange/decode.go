package exchange

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode turns the bytes of a text file into UTF-8 and says what they were.
func decode(b []byte) (s, encoding string) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return decode8(b[3:], "UTF-8 with BOM")
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return decode16(b[2:], binary.LittleEndian), "UTF-16 LE"
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return decode16(b[2:], binary.BigEndian), "UTF-16 BE"
	}
	switch even, odd, of := zeros(b); {
	case odd > of/8 && even <= odd/8:
		return decode16(b, binary.LittleEndian), "UTF-16 LE"
	case even > of/8 && odd <= even/8:
		return decode16(b, binary.BigEndian), "UTF-16 BE"
	}
	return decode8(b, "UTF-8")
}

// zeros counts the zero bytes of a file's beginning by their parity: UTF-16
// without a mark shows in them, as commas and line breaks are in every table.
func zeros(b []byte) (even, odd, of int) {
	b = b[:min(len(b), 4096)]
	for i, c := range b {
		switch {
		case c != 0:
		case i%2 == 0:
			even++
		default:
			odd++
		}
	}
	return even, odd, len(b)
}

func decode16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// decode8 takes text that is not UTF-8 for Windows-1252, unless most of what is
// not ASCII is sound UTF-8: then single bytes of it were damaged.
func decode8(b []byte, encoding string) (string, string) {
	if utf8.Valid(b) {
		return string(b), encoding
	}
	sound, bad := 0, 0
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			sound++
		}
		i += n
	}
	if sound > bad {
		return strings.ToValidUTF8(string(b), "\ufffd"), encoding + ", damaged"
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd"), encoding + ", damaged"
	}
	return string(out), "Windows-1252"
}
