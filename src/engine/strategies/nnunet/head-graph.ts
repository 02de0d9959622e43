/** training/mini/head_graph.py writes it, and says what it does: labels and sums of a slice of features, opset 17. */
const BASE64 = [
  'CAgSB3BhcnNlM2Q6iggKFgoGdmFsdWVzEgVzaGFwZSIFU2hhcGUKIQoFc2hhcGUKA29uZQoFdGhyZWUSBXBsYW5lIgVTbGljZQoqCgNhbGwKBX',
  'BsYW5lEgdjbGFzc2VzIgZDb25jYXQqCwoEYXhpcxgAoAECCiQKBnZhbHVlcxIEZmxhdCIHRmxhdHRlbioLCgRheGlzGAGgAQIKHgoEcm93cwoE',
  'ZmxhdBIId2VpZ2h0ZWQiBk1hdE11bAokCgh3ZWlnaHRlZAoHY2xhc3NlcxIGcGxhbmVzIgdSZXNoYXBlChsKBnBsYW5lcwoEYmlhcxIGbG9naX',
  'RzIgNBZGQKNAoGbG9naXRzEgRiZXN0IgZBcmdNYXgqCwoEYXhpcxgAoAECKg8KCGtlZXBkaW1zGACgAQIKHgoEYmVzdBIFbGFiZWwiBENhc3Qq',
  'CQoCdG8YBqABAgo3CgZsb2dpdHMSBG1vc3QiCVJlZHVjZU1heCoLCgRheGVzQACgAQcqDwoIa2VlcGRpbXMYAaABAgoaCgZsb2dpdHMKBG1vc3',
  'QSBWJlbG93IgNTdWIKFAoFYmVsb3cSBnBvd2VycyIDRXhwCjAKBnBvd2VycwoFZmlyc3QSA3N1bSIJUmVkdWNlU3VtKg8KCGtlZXBkaW1zGAGg',
  'AQIKFAoDc3VtEghsb2dPZlN1bSIDTG9nCh4KBG1vc3QKCGxvZ09mU3VtEgdsb2dTdW1zIgNBZGQKIQoHbG9nU3VtcwoFZmlyc3QSBmxvZ1N1bS',
  'IHU3F1ZWV6ZQohCgZwb3dlcnMKA3N1bRINcHJvYmFiaWxpdGllcyIDRGl2Cj8KDXByb2JhYmlsaXRpZXMSBWJ5Um93IglSZWR1Y2VNYXgqCwoE',
  'YXhlc0ACoAEHKg8KCGtlZXBkaW1zGACgAQIKQgoNcHJvYmFiaWxpdGllcxIIYnlDb2x1bW4iCVJlZHVjZU1heCoLCgRheGVzQAGgAQcqDwoIa2',
  'VlcGRpbXMYAKABAhIEaGVhZCoTCAEQB0IDb25lSggBAAAAAAAAACoVCAEQB0IFdGhyZWVKCAMAAAAAAAAAKhMIARAHQgNhbGxKCP//////////',
  'KhUIARAHQgVmaXJzdEoIAAAAAAAAAABaHwoGdmFsdWVzEhUKEwgBEg8KAxIBQwoDEgFSCgMSAVdaGAoEcm93cxIQCg4IARIKCgMSAUsKAxIBQ1',
  'obCgRiaWFzEhMKEQgBEg0KAxIBSwoCCAEKAggBYhkKBWxhYmVsEhAKDggGEgoKAxIBUgoDEgFXYhoKBmxvZ1N1bRIQCg4IARIKCgMSAVIKAxIB',
  'V2IZCgVieVJvdxIQCg4IARIKCgMSAUsKAxIBUmIcCghieUNvbHVtbhIQCg4IARIKCgMSAUsKAxIBV0IECgAQEQ==',
].join('');

/** An ONNX graph that every runtime opens: values, rows, bias -> label, logSum, byRow, byColumn. */
export const HEAD_GRAPH = Uint8Array.from(atob(BASE64), (character) => character.charCodeAt(0));
