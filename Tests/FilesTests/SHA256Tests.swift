import Testing

@testable import Files

@Suite struct SHA256Tests {
    @Test func `the digests of FIPS 180-4's examples`() {
        #expect(
            SHA256.hexDigest(of: "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256.hexDigest(of: "") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    @Test func `a digest fed in pieces is the digest of the whole`() {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        var digest = SHA256()
        for start in stride(from: 0, to: bytes.count, by: 999) {
            digest.update(Array(bytes[start..<min(start + 999, bytes.count)]))
        }
        #expect(SHA256.hex(digest.finalize()) == SHA256.hexDigest(of: bytes))
    }
}
