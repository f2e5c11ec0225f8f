package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"syscall"
	"time"
)

func checksum(data []byte) uint16 {
	var sum uint32
	for i := 0; i+1 < len(data); i += 2 {
		sum += uint32(binary.BigEndian.Uint16(data[i:]))
	}
	if len(data)%2 == 1 {
		sum += uint32(data[len(data)-1]) << 8
	}
	for sum > 0xffff {
		sum = sum>>16 + sum&0xffff
	}
	return ^uint16(sum)
}

func main() {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_RAW, syscall.IPPROTO_ICMP)
	if err != nil {
		fmt.Println("socket:", err)
		os.Exit(1)
	}
	defer syscall.Close(fd)
	id := uint16(os.Getpid())
	to := &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}
	buffer := make([]byte, 2048)
	for seq := uint16(1); seq <= 3; seq++ {
		message := append(make([]byte, 8), []byte("ping from go")...)
		message[0] = 8
		binary.BigEndian.PutUint16(message[4:], id)
		binary.BigEndian.PutUint16(message[6:], seq)
		binary.BigEndian.PutUint16(message[2:], checksum(message))
		start := time.Now()
		if err := syscall.Sendto(fd, message, 0, to); err != nil {
			fmt.Println("sendto:", err)
			os.Exit(1)
		}
		for {
			n, _, err := syscall.Recvfrom(fd, buffer, 0)
			if err != nil {
				fmt.Println("recvfrom:", err)
				os.Exit(1)
			}
			header := int(buffer[0]&0x0f) * 4
			reply := buffer[header:n]
			if len(reply) < 8 || reply[0] != 0 {
				continue
			}
			if binary.BigEndian.Uint16(reply[4:]) != id || binary.BigEndian.Uint16(reply[6:]) != seq {
				continue
			}
			fmt.Printf("seq=%d ttl=%d time=%v\n", seq, buffer[8], time.Since(start))
			break
		}
	}
}
