import COpenSSL
import Glibc

/// A SHA-256 digest in the making (FIPS 180-4), worked by libcrypto: `update` as often as needed, then `finalize`.
package struct SHA256: ~Copyable {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("libcrypto has no memory for a digest") }
        self.context = context
        Self.check(EVP_DigestInit_ex(context, EVP_sha256(), nil))
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        Self.check(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
    }

    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The 32 bytes of the digest of everything given so far.
    package consuming func finalize() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        Self.check(EVP_DigestFinal_ex(context, &digest, nil))
        return digest
    }

    /// The digest of `bytes` in 64 lower-case hexadecimal digits.
    package static func hexDigest(of bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { hexDigest(of: $0) }
    }

    /// The digest of a stretch of memory in 64 lower-case hexadecimal digits.
    package static func hexDigest(of bytes: UnsafeRawBufferPointer) -> String {
        var digest = SHA256()
        digest.update(bytes)
        return hex(digest.finalize())
    }

    /// The digest of a string's UTF-8 in 64 lower-case hexadecimal digits.
    package static func hexDigest(of text: String) -> String {
        hexDigest(of: Array(text.utf8))
    }

    /// The digest of a file of any size, in 64 lower-case hexadecimal digits.
    package static func hexDigest(ofFile path: String) throws(FileProblem) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileProblem(path, "cannot read", code: errno) }
        defer { close(file) }
        var digest = SHA256()
        var chunk = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(file, &chunk, chunk.count)
            if count == 0 { return hex(digest.finalize()) }
            if count > 0 {
                chunk.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            } else if errno != EINTR {
                throw FileProblem(path, "cannot read", code: errno)
            }
        }
    }

    /// Two lower-case hexadecimal digits a byte.
    package static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// libcrypto's digest calls fail only when memory has run out.
    private static func check(_ status: Int32) {
        precondition(status == 1, "libcrypto failed to digest (status \(status))")
    }
}
