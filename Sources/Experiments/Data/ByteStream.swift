import FoundationEssentials

/// The content of a file in order: as it is stored, or inflated when it is a gzip file.
///
/// Recognises gzip by its first two bytes. Inflating stops at the limits, so that a small file
/// cannot fill the memory.
final class ByteStream {
  /// What errors call the file.
  let name: String
  /// Whether the stored bytes are a gzip file.
  let isCompressed: Bool
  /// Bytes stored.
  let storedByteCount: Int
  /// The most bytes of content there can be.
  let contentLimit: Int
  /// Bytes of content that were taken.
  private(set) var offset = 0

  private let raw: RawInput
  private let inflater: Inflater?
  private var stored = [UInt8](repeating: 0, count: 1 << 16)
  private var storedRange = 0..<0
  private var chunk = [UInt8](repeating: 0, count: 1 << 17)
  private var chunkPosition = 0
  private var chunkEnd = 0
  private var produced = 0
  private let limits: DataLimits
  /// Stored bytes that were inflated.
  private var consumed = 0
  /// A gzip member has ended; what follows is another one, padding, or damage.
  private var isBetweenMembers = false

  /// Opens a file and reads its first bytes.
  init(_ file: SourceFile, limits: DataLimits) throws(DataError) {
    name = file.name
    self.limits = limits
    raw = try RawInput(file)
    storedByteCount = raw.byteCount
    let count = try Self.fill(&stored, from: raw)
    storedRange = 0..<count
    isCompressed = count >= 2 && stored[0] == 0x1f && stored[1] == 0x8b
    inflater = isCompressed ? Inflater(.gzip) : nil
    contentLimit =
      isCompressed ? limits.inflatedBytes(stored: raw.byteCount) : limits.contentBytes
    try refill()
  }

  /// The next byte, or nil at the end.
  @inline(__always)
  func next() throws(DataError) -> UInt8? {
    if chunkPosition == chunkEnd {
      try refill()
      if chunkPosition == chunkEnd { return nil }
    }
    let byte = chunk[chunkPosition]
    chunkPosition &+= 1
    offset &+= 1
    return byte
  }

  /// The next byte without taking it, or nil at the end.
  func peek() throws(DataError) -> UInt8? {
    if chunkPosition == chunkEnd { try refill() }
    return chunkPosition == chunkEnd ? nil : chunk[chunkPosition]
  }

  /// The first bytes of what is to come, without taking them; fewer at the end.
  func prefix(_ count: Int) -> ArraySlice<UInt8> {
    chunk[chunkPosition..<min(chunkEnd, chunkPosition + count)]
  }

  /// Gives the rest of the line that is at hand, without its line feed, to a closure.
  ///
  /// When the closure returns true the line and its line feed are taken. Returns false when the
  /// closure does, or when no line feed is at hand.
  @inline(__always)
  func takeBufferedLine(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
    let taken = chunk.withUnsafeBufferPointer { chunk -> Int in
      let rest = UnsafeBufferPointer(rebasing: chunk[chunkPosition..<chunkEnd])
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
        body(UnsafeBufferPointer(rebasing: rest[..<end]))
      else { return 0 }
      return end + 1
    }
    chunkPosition += taken
    offset += taken
    return taken > 0
  }

  /// Takes at most `count` bytes; fewer at the end.
  ///
  /// Memory grows with what is there, not with what is asked for.
  func take(_ count: Int) throws(DataError) -> Data {
    var taken = Data()
    if !isCompressed { taken.reserveCapacity(min(count, storedByteCount)) }
    while taken.count < count {
      if chunkPosition == chunkEnd {
        try refill()
        if chunkPosition == chunkEnd { break }
      }
      let end = min(chunkEnd, chunkPosition + count - taken.count)
      taken.append(contentsOf: chunk[chunkPosition..<end])
      offset += end - chunkPosition
      chunkPosition = end
    }
    return taken
  }

  /// Replaces the empty chunk by the next bytes; it stays empty at the end.
  private func refill() throws(DataError) {
    chunkPosition = 0
    chunkEnd = 0
    if let inflater {
      try inflateChunk(inflater)
    } else {
      if storedRange.isEmpty { storedRange = 0..<(try Self.fill(&stored, from: raw)) }
      chunk.replaceSubrange(0..<storedRange.count, with: stored[storedRange])
      chunkEnd = storedRange.count
      storedRange = 0..<0
    }
    produced += chunkEnd
    let limit =
      isCompressed ? min(contentLimit, limits.inflatedBytes(soFar: consumed)) : contentLimit
    guard produced <= limit else {
      throw .malformed(
        file: name,
        .byte(limit),
        .tooLarge(limit: limit, unit: "bytes of content")
      )
    }
  }

  private func inflateChunk(_ inflater: Inflater) throws(DataError) {
    while chunkEnd == 0 {
      if storedRange.isEmpty { storedRange = 0..<(try Self.fill(&stored, from: raw)) }
      if isBetweenMembers {
        guard try startNextMember(inflater) else { return }
      } else if storedRange.isEmpty {
        throw .malformed(file: name, .byte(produced), .truncated)
      }
      let step = stored.withUnsafeBytes { stored in
        chunk.withUnsafeMutableBytes {
          inflater.step(UnsafeRawBufferPointer(rebasing: stored[storedRange]), into: $0)
        }
      }
      guard let step, step.isAtEnd || step.consumed + step.produced > 0 else {
        throw .malformed(file: name, .byte(produced), .damagedCompression)
      }
      storedRange = storedRange.lowerBound + step.consumed..<storedRange.upperBound
      chunkEnd = step.produced
      consumed += step.consumed
      isBetweenMembers = step.isAtEnd
    }
  }

  /// Whether another gzip member follows; zeros after the last one are padding.
  private func startNextMember(_ inflater: Inflater) throws(DataError) -> Bool {
    while let first = storedRange.first, stored[first] == 0 {
      storedRange = storedRange.dropFirst()
      if storedRange.isEmpty { storedRange = 0..<(try Self.fill(&stored, from: raw)) }
    }
    guard let first = storedRange.first else { return false }
    guard stored[first] == 0x1f else {
      throw .malformed(file: name, .byte(produced), .trailingBytes)
    }
    inflater.reset()
    isBetweenMembers = false
    return true
  }

  private static func fill(_ buffer: inout [UInt8], from raw: RawInput) throws(DataError) -> Int {
    let result: Result<Int, DataError> = buffer.withUnsafeMutableBytes { bytes in
      do throws(DataError) { return .success(try raw.read(into: bytes)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
