package io.remoteaudit.question;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** Which addresses a call may go out to. */
final class OutgoingAddress {

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

    private OutgoingAddress() {}

    /**
     * Whether an address may be called. Link-local ones never may: there a cloud's machines find their own secrets.
     *
     * @param address the address
     * @param local whether this machine and private networks may be
     */
    static boolean allowed(InetAddress address, boolean local) {
        Optional<InetAddress> carried = carried(address);
        if (carried.isPresent()) {
            return allowed(carried.get(), local);
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress() || address.isLinkLocalAddress()) {
            return false;
        }
        return !special(address.getAddress()) && (local || !isLocal(address));
    }

    private static boolean isLocal(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean sharedByCarrier = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || uniqueLocal || sharedByCarrier;
    }

    /** This network, documentation, benchmarks, and what is reserved up to the broadcast address. */
    private static boolean special(byte[] bytes) {
        if (bytes.length != 4) {
            return false;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        return first == 0
                || first >= 240
                || (first == 192 && second == 0 && (third == 0 || third == 2))
                || (first == 198 && (second == 18 || second == 19))
                || (first == 198 && second == 51 && third == 100)
                || (first == 203 && second == 0 && third == 113);
    }

    /** The IPv4 address that an IPv6 address only carries. */
    private static Optional<InetAddress> carried(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (!(address instanceof Inet6Address v6)) {
            return Optional.empty();
        }
        boolean compatible = v6.isIPv4CompatibleAddress() && !v6.isLoopbackAddress() && !v6.isAnyLocalAddress();
        if (compatible || Arrays.equals(NAT64, Arrays.copyOf(bytes, NAT64.length))) {
            return Optional.of(v4(bytes, 12));
        }
        return Arrays.equals(SIX_TO_FOUR, Arrays.copyOf(bytes, 2)) ? Optional.of(v4(bytes, 2)) : Optional.empty();
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
