import Glibc
import Testing

@testable import LogProbs

/// Rows of one length, as HALT needs them; what is made up is said.
@Suite struct FixedRowsTests {
    private let half = Float(log(2.0))

    @Test func `long rows are cut, short ones are filled up, and both are said`() throws {
        let tokens = try response("[[-4,-0.5,-1.5,-2.5],[-0.5,-2],[-1]]").tokens
        let rows = FixedRows(tokens, k: 3, fill: .belowLeast(by: 1))
        #expect(rows.values == [-4, -0.5, -1.5, -0.5, -2, -3, -1, -2, -2])
        #expect(rows.padded == [1, 2])
        #expect(rows.guessed == [])
        #expect(rows.cut == 1)
    }

    @Test func `a chosen token without a value is put under its alternatives`() throws {
        let tokens = try response("[[null,-0.5,-2],[-9999]]").tokens
        let rows = FixedRows(tokens, k: 3, fill: .belowLeast(by: 1))
        #expect(rows.values == [-2 - half, -0.5, -2, -half, -1, -1])
        #expect(rows.guessed == [0, 1])
        #expect(rows.padded == [1])
    }

    @Test func `the tail is shared, and never above what is known`() throws {
        let tokens = try response("[[-0.6931471805599453],[-0.6931471805599453,-9]]").tokens
        let rows = FixedRows(tokens, k: 3, fill: .tail(vocabulary: 5))
        // Half of the probability, shared by the four tokens that are not seen; then by three, but no more than e^-9.
        #expect(abs(rows.values[1] - Float(log(0.125))) < 1e-6)  // single precision
        #expect(rows.values[1] == rows.values[2])
        #expect(rows.values[5] == -9)
    }
}
