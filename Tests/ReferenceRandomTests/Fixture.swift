import Foundation
import Testing

/// The records of one file that `Scripts/make-random-fixtures.py` wrote, one a seed.
func records<Record: Decodable>(_ type: Record.Type, in file: String) throws -> [Record] {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode([Record].self, from: Data(contentsOf: folder.appending(path: file)))
}

/// FNV-1a over the values' little-endian bytes.
func digest<Value>(_ values: [Value]) -> UInt64 {
    values.withUnsafeBytes { bytes in
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}
