using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace ChatPS.Server;

/// <summary>
/// PBKDF2 with HMAC-SHA-256 (RFC 8018) and a comparison that takes as long whatever it finds: what netstandard2.0 lacks. Every runtime
/// that is supported derives the key itself, which is found at run time; own code does it where that is not so.
/// </summary>
internal static class Pbkdf2
{
    private const int HashSize = 32;

    private static readonly ConstructorInfo? s_constructor = typeof(Rfc2898DeriveBytes).GetConstructor(
        [typeof(byte[]), typeof(byte[]), typeof(int), typeof(HashAlgorithmName)]);

    /// <summary>The key of one block, 32 bytes.</summary>
    public static byte[] Derive(byte[] password, byte[] salt, int iterations)
    {
        if (s_constructor is null)
            return DeriveHere(password, salt, iterations);
        using var derive = (Rfc2898DeriveBytes)s_constructor.Invoke([password, salt, iterations, HashAlgorithmName.SHA256]);
        return derive.GetBytes(HashSize);
    }

    /// <summary>The same in own code.</summary>
    public static byte[] DeriveHere(byte[] password, byte[] salt, int iterations)
    {
        using var hmac = new HMACSHA256(password);
        var block = new byte[salt.Length + sizeof(int)];
        Buffer.BlockCopy(salt, 0, block, 0, salt.Length);
        block[block.Length - 1] = 1; // the number of the block, big-endian
        byte[] one = hmac.ComputeHash(block);
        var key = (byte[])one.Clone();
        for (int i = 1; i < iterations; i++)
        {
            one = hmac.ComputeHash(one);
            for (int at = 0; at < key.Length; at++)
                key[at] ^= one[at];
        }

        return key;
    }

    /// <summary>Looks at every byte, whatever it finds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    public static bool AreEqual(byte[] one, byte[] other)
    {
        if (one.Length != other.Length)
            return false;
        int difference = 0;
        for (int i = 0; i < one.Length; i++)
            difference |= one[i] ^ other[i];
        return difference == 0;
    }
}
